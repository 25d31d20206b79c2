"""The page in Chromium, opened from disk: both languages, no request, no script error, something to see."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import PIL.Image
import pytest

from pages.build import build_site

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"Chromium is not there: {CHROMIUM}"),
]

PROBE_ERRORS = "<script>window.errors = []; window.onerror = function (text) { window.errors.push(text); };</script>"
PROBE = """<script>
window.addEventListener("load", function () {
  function seen() {
    return {language: document.documentElement.lang, title: document.title, text: document.body.innerText};
  }
  var told = {opened: seen()};
  document.querySelector("[data-language=en]").click();
  told.english = seen();
  document.querySelector("[data-language=id]").click();
  told.back = seen();
  told.errors = window.errors;
  told.requests = performance.getEntriesByType("resource").map(function (entry) { return entry.name; });
  told.stored = [document.cookie, Object.keys(window.localStorage), Object.keys(window.sessionStorage)];
  told.overflow = document.documentElement.scrollWidth - window.innerWidth;
  var pre = document.createElement("pre");
  pre.id = "told";
  pre.textContent = JSON.stringify(told);
  document.body.appendChild(pre);
});
</script>"""


@pytest.fixture(scope="module")
def page(release_parquet: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(release_parquet, folder)
    return folder / "index.html"


@pytest.fixture
def chromium(tmp_path: Path) -> Callable[..., str]:
    """Runs Chromium once on an address, with an empty profile; gives what it prints."""

    def run(address: str, *flags: str) -> str:
        done = subprocess.run(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", *flags, address],
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        return done.stdout

    return run


@pytest.fixture
def told(page: Path, chromium: Callable[..., str], tmp_path: Path) -> dict[str, Any]:
    """What a copy of the page with a probe in it tells: opened, switched to English and back."""
    probed = tmp_path / "probed.html"
    source = page.read_text(encoding="utf-8")
    probed.write_text(source.replace("<head>", f"<head>{PROBE_ERRORS}").replace("</body>", f"{PROBE}</body>"))
    dom = chromium(probed.as_uri(), "--dump-dom", "--window-size=500,900")
    answer = re.search(r'<pre id="told">(.*?)</pre>', dom, re.DOTALL)
    assert answer, "the probe did not run"
    found: dict[str, Any] = json.loads(unescape(answer[1]))
    return found


def test_it_opens_in_indonesian_and_switches_to_english_and_back(told: dict[str, Any]) -> None:
    opened, english = told["opened"], told["english"]
    assert (opened["language"], english["language"]) == ("id", "en")
    assert "Penduduk miskin" in opened["text"]
    assert "8,01%" in opened["text"]
    assert "People in poverty" not in opened["text"]
    assert "People in poverty" in english["text"]
    assert "8.01%" in english["text"]
    assert "Penduduk miskin" not in english["text"]
    assert opened["title"] != english["title"]
    assert told["back"] == opened


def test_notes_and_names_of_sources_are_in_the_language_of_the_page(told: dict[str, Any]) -> None:
    """Both languages of a note, and English names of those who hold copies, stood on the page in Bahasa."""
    words = {
        "opened": ("DATA SINTETIS - bukan data nyata", "Nama bps_via_news"),
        "english": ("SYNTHETIC DATA - not real data", "Name of bps_via_news"),
    }
    for seen, other in (("opened", "english"), ("english", "opened")):
        assert all(word in told[seen]["text"] for word in words[seen])
        assert not [word for word in words[other] if word in told[seen]["text"]]


def test_it_asks_nobody_for_anything_and_keeps_nothing(told: dict[str, Any], page: Path) -> None:
    assert told["requests"] == []
    assert told["stored"] == ["", [], []]
    source = page.read_text(encoding="utf-8")
    assert re.findall(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//""", source) == []
    assert re.findall(r"url\(|@import|fetch\(|XMLHttpRequest", source) == []


def test_its_script_makes_no_error(told: dict[str, Any]) -> None:
    assert told["errors"] == []


def test_nothing_sticks_out_on_a_narrow_screen(told: dict[str, Any]) -> None:
    assert told["overflow"] <= 0


def test_it_opens_in_english_where_the_address_says_so(page: Path, chromium: Callable[..., str]) -> None:
    assert '<html lang="en">' in chromium(f"{page.as_uri()}#en", "--dump-dom")


@pytest.mark.parametrize("width", [500, 1280])
def test_there_is_something_to_see(page: Path, chromium: Callable[..., str], tmp_path: Path, width: int) -> None:
    picture = tmp_path / "page.png"
    chromium(page.as_uri(), f"--screenshot={picture}", f"--window-size={width},900")
    with PIL.Image.open(picture) as seen:
        colours = set(seen.convert("RGB").get_flattened_data())
    assert len(colours) > 20
    # The band above, the poverty tile of the city.
    assert {(0x0E, 0x3A, 0x4B), (0x0B, 0x5C, 0x8A)} <= colours
