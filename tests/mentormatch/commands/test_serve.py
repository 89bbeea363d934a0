"""serve: two starts at once both come up, one stop ends everything, and what cannot start says why."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from mentormatch.health import queries as health
from tests.support.installation import PROJECT, Installation, wait_for

pytestmark = pytest.mark.race


@pytest.fixture
def instance(tmp_path):
    """An installation with nothing in it; whatever was started ends with the test."""
    installations: list[Installation] = []

    def make(**settings: str) -> Installation:
        installations.append(Installation(tmp_path / "instance", **settings))
        return installations[-1]

    yield make
    for installation in installations:
        installation.stop()


def running_in(folder: Path) -> list[psutil.Process]:
    """All living processes of an installation."""
    processes = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("MENTORMATCH_INSTANCE_PATH") == str(folder):
                processes.append(process)
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return [process for process in processes if process.status() != psutil.STATUS_ZOMBIE]


def test_two_servers_start_at_once_on_an_empty_database_and_one_signal_ends_all_that_each_started(instance):
    first, second = instance(), instance()

    serving = [first.start("serve"), second.start("serve")]
    first.wait_until_healthy()
    second.wait_until_healthy()

    assert first.health()["migrations"] == second.health()["migrations"] == health.OK
    families = [{process.pid, *(child.pid for child in psutil.Process(process.pid).children(recursive=True))}
                for process in serving]
    assert all(len(family) >= 4 for family in families)
    for process, family, wish in zip(serving, families, (signal.SIGINT, signal.SIGTERM), strict=True):
        assert second.health()["status"] == health.OK

        process.send_signal(wish)

        assert process.wait(30) == 0, first.logs()
        assert not family & {running.pid for running in running_in(first.folder)}
    assert running_in(first.folder) == []


def test_when_the_supervisor_is_killed_nothing_is_left_behind(instance):
    machine = instance()
    process = machine.start("serve")
    machine.wait_until_healthy()

    process.kill()
    process.wait()

    wait_for(lambda: running_in(machine.folder) == [], "the children to end", machine.logs)


def test_when_make_is_killed_nothing_is_left_behind(instance):
    machine = instance()
    as_make = ["import subprocess, sys; subprocess.run(sys.argv[1:])", *machine.command("serve", "--with-parent")]
    make = subprocess.Popen([sys.executable, "-c", *as_make], cwd=PROJECT, env=machine.environ, start_new_session=True)
    machine.wait_until_healthy()

    make.kill()
    make.wait()

    wait_for(lambda: running_in(machine.folder) == [], "everything to end", machine.logs)


@pytest.mark.parametrize("part", ["gunicorn", "work"])
def test_when_one_part_dies_the_other_is_stopped_and_the_exit_code_says_so(instance, part):
    machine = instance()
    process = machine.start("serve")
    machine.wait_until_healthy()
    (victim,) = (child for child in psutil.Process(process.pid).children() if part in child.cmdline())

    victim.kill()

    assert process.wait(40) == 1, machine.logs()
    assert "ended on its own" in machine.logs()
    assert running_in(machine.folder) == []


def test_a_port_that_is_taken_is_told_in_a_sentence(instance):
    machine = instance()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", machine.port))
        taken.listen()

        done = machine.run("serve")

    assert done.returncode == 1
    assert f"port {machine.port} on 127.0.0.1 can't be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_instance_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path):
    folder = tmp_path / "instance"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    machine = Installation(tmp_path / "elsewhere", INSTANCE_PATH=str(folder))
    as_nobody = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    command = [*machine.command("serve")]
    if as_nobody and not _can_run(command[0], as_nobody):
        machine.environ["MENTORMATCH_INSTANCE_PATH"] = "/proc/mentormatch"  # nobody, not even root, writes there
        as_nobody = {}

    done = subprocess.run(command, cwd=PROJECT, env=machine.environ, capture_output=True, text=True, **as_nobody)

    folder.chmod(stat.S_IRWXU)
    assert done.returncode == 1
    assert "cannot be written to" in done.stderr
    assert "MENTORMATCH_INSTANCE_PATH" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_told_in_a_sentence(instance):
    done = instance(WEB_THREADS="many").run("serve")

    assert done.returncode == 1
    assert done.stderr.strip() == ("mentormatch cannot start: MENTORMATCH_WEB_THREADS must be a whole number, "
                                   "not “many”.")


def _can_run(python: str, as_user: dict[str, object]) -> bool:
    """Whether another user may run this Python and read the project; not in a clone in root's home."""
    try:
        return subprocess.run([python, "-c", "import mentormatch.app"], cwd=PROJECT, capture_output=True,
                              **as_user).returncode == 0  # type: ignore[call-overload]
    except PermissionError:
        return False
