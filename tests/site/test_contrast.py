"""The palette in static/css/tokens.css: every pair of colours that meets on a page reaches WCAG 2.2 AA."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "mentormatch"
TOKENS = (WEB / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

TONES = ["neutral", "info", "success", "warning", "danger", "accent"]
GROUNDS = ["paper", "surface", "sunken", "brand-tint"]

# Text on what it stands on: at least 4.5 to 1.
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "brand", "brand-hover", "danger-ink") for ground in GROUNDS),
    *((f"{tone}-ink", f"{tone}-tint") for tone in TONES),
    *(("ink", f"{tone}-tint") for tone in TONES),
    *((f"on-avatar-{shade}", f"avatar-{shade}") for shade in range(8)),
    *((f"{tone}-ink", "surface") for tone in TONES),
    ("on-fill", "fill"),
    ("on-fill", "fill-hover"),
    ("on-stage", "stage"),
    ("on-stage-soft", "stage"),
    ("glow", "stage"),
    ("on-glow", "glow"),
    ("on-glow", "glow-hover"),
]

# Edges of controls, focus rings, bars and marks: at least 3 to 1.
SHAPE_PAIRS = [
    *(("line-strong", ground) for ground in GROUNDS),
    *(("focus", ground) for ground in GROUNDS),
    *(("focus", f"{tone}-tint") for tone in TONES),
    *((f"score-{height}", ground) for height in ("high", "middle", "low") for ground in ("surface", "score-track")),
    *((f"part-{number}", ground) for number in range(8) for ground in ("paper", "surface", "score-track")),
    ("brand", "score-track"),
    ("fill", "surface"),
    ("marigold", "surface"),
    ("marigold", "paper"),
]

# Lines between rows that part what space and words part already.
DECORATION = {"line"}

# Bootstrap wants some colours a second time, as numbers.
TWINS = {
    "primary": "brand",
    "secondary": "ink-soft",
    "success": "success-ink",
    "info": "info-ink",
    "warning": "warning-ink",
    "danger": "danger-ink",
    "light": "sunken",
    "dark": "ink",
    "body-color": "ink",
    "body-bg": "paper",
    "emphasis-color": "ink",
    "secondary-color": "ink-soft",
    "secondary-bg": "sunken",
    "tertiary-color": "ink-soft",
    "tertiary-bg": "surface",
    "link-color": "brand",
    "link-hover-color": "brand-hover",
}


def _declarations(start: str) -> dict[str, str]:
    """The custom properties of the rule that begins with `start` and holds the palette."""
    for match in re.finditer(re.escape(start) + r"\s*\{([^{}]*)\}", TOKENS):
        colours = dict(re.findall(r"--([\w-]+):\s*([^;]+);", match.group(1)))
        if "paper" in colours:
            return colours
    raise AssertionError(f"tokens.css has no palette under {start!r}.")


LIGHT = _declarations(":root")
DARK = _declarations(':root[data-theme="dark"]')
DARK_OF_THE_SYSTEM = _declarations(':root:not([data-theme="light"])')
PALETTES = {"light": LIGHT, "dark": DARK}


def _channels(colour: str) -> tuple[int, int, int]:
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), f"{colour} is not written as #rrggbb."
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_agrees_with_the_known_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, ink: str, ground: str):
    ratio = contrast(PALETTES[theme][ink], PALETTES[theme][ground])

    assert ratio >= 4.5, f"--{ink} on --{ground} has {ratio:.2f} to 1 in {theme}; text needs 4.5."


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_shapes_can_be_told_from_their_ground(theme: str, shape: str, ground: str):
    ratio = contrast(PALETTES[theme][shape], PALETTES[theme][ground])

    assert ratio >= 3.0, f"--{shape} on --{ground} has {ratio:.2f} to 1 in {theme}; shapes need 3."


def test_both_dark_sets_are_the_same():
    assert DARK == DARK_OF_THE_SYSTEM


def test_light_and_dark_name_the_same_colours():
    assert set(LIGHT) == set(DARK)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize(("twin", "name"), TWINS.items())
def test_the_numbers_for_bootstrap_are_the_same_colour(theme: str, twin: str, name: str):
    numbers = tuple(int(number) for number in PALETTES[theme][f"bs-{twin}-rgb"].split(","))

    assert numbers == _channels(PALETTES[theme][name]), f"--bs-{twin}-rgb must be --{name} in {theme}."


def test_every_colour_is_measured():
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    measured = {name for pair in TEXT_PAIRS + SHAPE_PAIRS for name in pair}

    assert colours - measured - DECORATION == set(), "Add these colours to a list of pairs in this file."


def test_style_sheets_take_their_colours_from_the_palette():
    sheets = [
        sheet for sheet in (WEB / "static" / "css").glob("*.css") if sheet.name not in ("tokens.css", "print.css")
    ]
    strays = [
        (sheet.name, colour) for sheet in sheets for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text())
    ]

    assert strays == [], "Name the colour in tokens.css and use the variable."


def test_every_variable_in_use_is_declared():
    sheets = [sheet.read_text(encoding="utf-8") for sheet in (WEB / "static" / "css").glob("*.css")]
    declared = {name for sheet in sheets for name in re.findall(r"--([\w-]+):", sheet)}
    used = {name for sheet in sheets for name in re.findall(r"var\(--([\w-]+)", sheet)}

    assert used - declared == set(), "These variables are misspelt or missing from tokens.css."


def test_the_browser_frame_has_the_colour_of_the_page():
    frame = (WEB / "templates" / "base.html").read_text(encoding="utf-8")
    themes = re.findall(r'\("(light|dark)", "(#\w+)"\)', frame)

    assert 'name="theme-color" content="{{ colour }}"' in frame
    assert dict(themes) == {"light": LIGHT["paper"], "dark": DARK["paper"]}


def test_mails_use_the_colours_of_the_light_palette():
    mail = (WEB / "templates" / "mail" / "base.html").read_text(encoding="utf-8")

    assert set(re.findall(r"#[0-9a-f]{6}\b", mail)) <= set(LIGHT.values())
