"""Settings: read once, checked once, and refused in a sentence that names the variable."""

import stat

import pytest

from mentormatch.config import (
    SECRETS,
    BadSetting,
    close_to_others,
    default_instance_path,
    is_open_to_others,
    load,
    own_files,
)

SECRET = "s" * 40


def settings(folder, **environ):
    """Settings of an installation in a folder."""
    return load({f"MENTORMATCH_{name}": value for name, value in environ.items()}, folder)


def test_without_any_setting_everything_is_in_the_instance_folder(tmp_path):
    result = settings(tmp_path)

    assert result.database_url == f"sqlite:///{tmp_path}/mentormatch.sqlite3"
    assert result.queue_url == f"sqlite:///{tmp_path}/queue.sqlite3"
    assert result.mail_url == f"file://{tmp_path}/mail"
    assert result.base_url == "http://127.0.0.1:5000"
    assert set(result.trusted_hosts) == {"127.0.0.1", "localhost", "[::1]"}
    assert not result.is_https


def test_data_lives_in_the_checkout_or_where_an_installed_package_is_started(tmp_path, monkeypatch):
    checkout, installed, started = tmp_path / "checkout", tmp_path / "site-packages", tmp_path / "srv"
    for folder in (checkout / "mentormatch", installed / "mentormatch", started):
        folder.mkdir(parents=True)
    (checkout / "pyproject.toml").touch()
    monkeypatch.chdir(started)

    assert default_instance_path(checkout / "mentormatch") == checkout / "instance"
    assert default_instance_path(installed / "mentormatch") == started / "instance"


def test_the_secret_key_is_made_once_and_readable_for_its_owner_alone(tmp_path):
    first, second = settings(tmp_path), settings(tmp_path)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert first.secret_key not in repr(first)


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path):
    (tmp_path / "config.py").write_text("PORT = 6000\nTIME_ZONE = 'Asia/Tokyo'\n")

    result = settings(tmp_path, PORT="7000")

    assert (result.port, result.time_zone, result.web_threads) == (7000, "Asia/Tokyo", 8)


def test_only_the_host_of_the_base_url_is_trusted_on_the_open_net(tmp_path):
    result = settings(tmp_path, BASE_URL="https://mentoring.company.example")

    assert result.trusted_hosts == ("mentoring.company.example",)
    assert result.is_https


@pytest.mark.parametrize(("name", "value"), [
    ("PORT", "many"), ("PORT", "0"), ("PORT", "70000"), ("WEB_THREADS", "0"), ("UPLOAD_MEGABYTES", "999"),
    ("LOG_FORMAT", "xml"), ("TIME_ZONE", "Mars/Olympus"), ("BASE_URL", "company.example"),
    ("BASE_URL", "ftp://company.example"), ("DATABASE_URL", "mysql://x/y"), ("QUEUE_URL", "amqp://x"),
    ("MAIL_URL", "sendmail"), ("SECRET_KEY", "short"), ("DEVELOPMENT", "maybe"),
])
def test_a_value_that_cannot_be_used_is_refused_in_a_sentence_that_names_it(tmp_path, name, value):
    with pytest.raises(BadSetting, match=f"MENTORMATCH_{name} ") as refusal:
        settings(tmp_path, **{name: value})

    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("text", ["PORT = ", "PORT = NOTHING", "COLOUR = 'red'"])
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_that_names_it(tmp_path, text):
    (tmp_path / "config.py").write_text(text)

    with pytest.raises(BadSetting, match=r"config\.py"):
        settings(tmp_path)


def test_a_folder_that_cannot_be_made_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(BadSetting, match="cannot be written to"):
        settings(tmp_path / "file" / "instance")


def test_the_security_log_is_a_file_that_can_be_written_to_and_private(tmp_path):
    (tmp_path / "instance").mkdir()
    result = settings(tmp_path / "instance", SECURITY_LOG=str(tmp_path / "security.log"))

    assert result.security_log == tmp_path / "security.log"
    assert stat.S_IMODE(result.security_log.stat().st_mode) == 0o600
    with pytest.raises(BadSetting, match="SECURITY_LOG"):
        settings(tmp_path / "instance", SECURITY_LOG=str(tmp_path / "missing" / "security.log"))


@pytest.mark.parametrize("name", [name.upper() for name in SECRETS if name != "secret_key_fallbacks"])
def test_every_secret_may_be_in_a_file_of_its_own(tmp_path, name):
    text = {"SECRET_KEY": SECRET, "LOT_KEY": SECRET, "MAIL_URL": "smtps://user:word@mail.company.example",
            "RATE_LIMIT_URL": "redis://:word@cache.company.example"}.get(name, "postgresql://user:word@localhost/name")
    (tmp_path / "secret").write_text(text + "\n")

    assert getattr(settings(tmp_path, **{f"{name}_FILE": str(tmp_path / "secret")}), name.lower()) == text
    with pytest.raises(BadSetting, match=f"MENTORMATCH_{name} and MENTORMATCH_{name}_FILE are both set"):
        settings(tmp_path, **{name: text, f"{name}_FILE": str(tmp_path / "secret")})
    with pytest.raises(BadSetting, match=f"MENTORMATCH_{name}_FILE names .* can't be read"):
        settings(tmp_path, **{f"{name}_FILE": str(tmp_path / "nowhere")})
    for content in (b"", b"\n", b"\xff\xfe\x00"):
        (tmp_path / "secret").write_bytes(content)
        with pytest.raises(BadSetting, match=f"MENTORMATCH_{name}_FILE names .*(is empty|isn't text)"):
            settings(tmp_path, **{f"{name}_FILE": str(tmp_path / "secret")})
    with pytest.raises(BadSetting, match=f"MENTORMATCH_{name}_FILE names no file, which can't be read"):
        settings(tmp_path, **{f"{name}_FILE": ""})


def test_a_file_of_earlier_keys_has_one_on_each_line(tmp_path):
    (tmp_path / "keys").write_text(f"{'A' * 40}\n{'b' * 40}\n")

    assert settings(tmp_path, SECRET_KEY_FALLBACKS_FILE=str(tmp_path / "keys")).secret_key_fallbacks == (
        "A" * 40, "b" * 40)


def test_settings_that_are_printed_show_no_secret(tmp_path):
    word = "pass-word-of-ours"
    values = {"SECRET_KEY": SECRET, "LOT_KEY": "l" * 40, "SECRET_KEY_FALLBACKS": "f" * 40}
    values |= dict.fromkeys(("DATABASE_URL", "QUEUE_URL"), f"postgresql://user:{word}@localhost/name")
    values |= {"MAIL_URL": f"smtps://user:{word}@mail.company.example", "RATE_LIMIT_URL": f"redis://:{word}@localhost"}

    text = repr(settings(tmp_path, **values))

    assert not [secret for secret in (word, SECRET, "l" * 40, "f" * 40) if secret in text]


@pytest.mark.parametrize("contact", ["security@company.example", "javascript:alert(1)", "mailto:a@b\nContact: c"])
def test_a_security_contact_is_an_address_that_programs_understand(tmp_path, contact):
    with pytest.raises(BadSetting, match="MENTORMATCH_SECURITY_CONTACT"):
        settings(tmp_path, SECURITY_CONTACT=contact)

    for good in ("mailto:security@company.example", "https://company.example/security", "tel:+49-30-1234"):
        assert settings(tmp_path, SECURITY_CONTACT=good).security_contact == good


def test_earlier_keys_are_read_as_they_are_and_are_long_enough(tmp_path):
    first, second = "A" * 40, "b" * 40
    assert settings(tmp_path, SECRET_KEY_FALLBACKS=f"{first}, {second}").secret_key_fallbacks == (first, second)
    with pytest.raises(BadSetting, match="SECRET_KEY_FALLBACKS"):
        settings(tmp_path, SECRET_KEY_FALLBACKS="short")


@pytest.mark.parametrize(("url", "becomes"), [
    ("postgresql://u@db.company.example/name", "postgresql://u@db.company.example/name?sslmode=require"),
    ("postgresql://u@db.company.example/name?sslmode=verify-full", "postgresql://u@db.company.example/name?sslmode=verify-full"),
    ("postgresql://u@db.company.example/name?sslmode=disable", "postgresql://u@db.company.example/name?sslmode=disable"),
    ("postgresql://u@localhost/name", "postgresql://u@localhost/name"),
    ("postgresql:///name?host=/run/postgresql", "postgresql:///name?host=/run/postgresql"),
    ("postgresql://u@[::1]:5432/name", "postgresql://u@[::1]:5432/name"),
    ("postgresql:///name?host=db.company.example", "postgresql:///name?host=db.company.example&sslmode=require"),
    ("postgresql://localhost/name?hostaddr=192.0.2.7", "postgresql://localhost/name?hostaddr=192.0.2.7&sslmode=require"),
    ("postgresql://localhost:5432,db.company.example:5432/name",
     "postgresql://localhost:5432,db.company.example:5432/name?sslmode=require"),
    ("postgresql:///?service=mentormatch", "postgresql:///?service=mentormatch&sslmode=require"),
])
def test_a_database_on_another_machine_is_spoken_to_by_tls(tmp_path, url, becomes):
    assert settings(tmp_path, DATABASE_URL=url, QUEUE_URL=url).database_url == becomes
    assert settings(tmp_path, DATABASE_URL=url, QUEUE_URL=url).queue_url == becomes


@pytest.mark.parametrize("mode", ["allow", "prefer"])
def test_tls_that_may_be_left_out_is_refused(tmp_path, mode):
    with pytest.raises(BadSetting, match="DATABASE_URL says sslmode"):
        settings(tmp_path, DATABASE_URL=f"postgresql://u@db.company.example/name?sslmode={mode}")


@pytest.mark.parametrize("environ", [
    {"HOST": "0.0.0.0"}, {"BASE_URL": "https://mentoring.company.example"}, {"HOST": "192.0.2.1", "BASE_URL": "http://localhost"},
    {"TRUSTED_HOSTS": "localhost, mentoring.company.example"}, {"PROXIES": "1"},
])
def test_development_refuses_an_address_others_reach(tmp_path, environ):
    with pytest.raises(BadSetting, match="MENTORMATCH_DEVELOPMENT"):
        settings(tmp_path, DEVELOPMENT="yes", **environ)

    assert settings(tmp_path, DEVELOPMENT="yes").development


def test_modes_of_the_instance_folder_are_put_right(tmp_path):
    folder = tmp_path / "instance"
    settings(folder)
    (folder / "mentormatch.sqlite3").touch()
    (folder / "mail").mkdir()
    for path, mode in ((folder, 0o755), (folder / "mentormatch.sqlite3", 0o644), (folder / "mail", 0o755)):
        path.chmod(mode)
    loose = {path.name for path in own_files(folder) if is_open_to_others(path)}
    assert loose == {"instance", "mentormatch.sqlite3", "mail"}

    close_to_others(folder)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "mentormatch.sqlite3").stat().st_mode) == 0o600
    assert not [path for path in own_files(folder) if is_open_to_others(path)]
