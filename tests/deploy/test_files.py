"""The files of deploy/ and docs/operations.md, compared with the program and with one another."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest

from bot import cli, health, schema
from bot.app import build
from bot.channels.slack import webhook
from bot.http import MOST_BYTES
from bot.settings import Settings
from bot.transactions import transaction
from jobs import base as jobs
from models import doors, heartbeats
from models.inbox import InboxState
from models.outbox import State
from tests.deploy.plain_yaml import Yaml

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
MANUAL = ROOT / "docs" / "operations.md"
DRAIN = 10  # seconds in which the bot ends when told to


def yaml(name: str) -> Any:
    return Yaml((DEPLOY / name).read_text(encoding="utf-8")).read()


def unit(name: str) -> ConfigParser:
    found = ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(DEPLOY / name, encoding="utf-8")
    return found


def texts() -> dict[str, str]:
    """The texts for the operator of the house."""
    found = [path for path in DEPLOY.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in [*found, MANUAL]}


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml("prometheus/alerts.yaml")["groups"]
    return list(group["rules"])


def panels() -> list[dict[str, Any]]:
    return list(json.loads((DEPLOY / "grafana" / "gabinete.json").read_text(encoding="utf-8"))["panels"])


def expressions() -> list[str]:
    shown = [target["expr"] for panel in panels() for target in panel["targets"]]
    return [str(rule["expr"]) for rule in alerts()] + shown


def published() -> set[str]:
    """The addresses at which the compose file lets only this machine reach the bot."""
    services = yaml("compose.yaml")["services"].values()
    return {port.rpartition(":")[0] for service in services for port in service.get("ports", [])}


# --- the files fit the program -------------------------------------------------------------------------------


def test_every_metric_that_is_asked_for_is_told(tmp_path: Path) -> None:
    app = build(Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'house.db'}"))  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        doors.known(session, "telegram")
        heartbeats.beat(session, "relogio", app.clock())
    told = set(re.findall(r"^# TYPE (\w+) ", health.metrics(app, ["telegram"])[0].decode(), re.M))
    app.engine.dispose()
    asked = {name for each in expressions() for name in re.findall(r"\b(?:gabinete|process)_\w+", each)}
    written = set(re.findall(r"`(gabinete_\w+|process_\w+)(?:\{|`)", MANUAL.read_text(encoding="utf-8"))) - {"process_"}
    assert asked | written <= told
    unwatched = told - asked - {name for name in told if name.startswith("process_")}
    assert not unwatched, "every figure of ours is on the board or in an alert"


def test_every_state_that_is_asked_for_exists() -> None:
    asked = {state for each in expressions() for state in re.findall(r'state="(\w+)"', each)}
    assert asked <= {*State, *InboxState}


def test_every_job_has_an_alert_that_suits_its_rhythm() -> None:
    # A new job with a slow rhythm needs a line of its own in alerts.yaml, or would be thought dead.
    jobs.walk()
    limits = re.findall(
        r'age_seconds\{part(=~|!~|=)"([\w|]+)"\}\) > (\d+)', " ".join(each["expr"] for each in alerts())
    )
    for job in jobs.jobs().values():
        every = job.every.total_seconds() if job.every is not None else 86400
        watched = [int(most) for sign, names, most in limits if (job.name in names.split("|")) != ("!" in sign)]
        assert len(watched) == 1, f"{job.name}: watched by {len(watched)} alerts"
        assert every < watched[0] <= max(5 * every, 300), f"{job.name}: silent after {watched[0]} s"


def test_every_setting_that_is_named_exists() -> None:
    known = {name.upper() for name in Settings.model_fields}
    for file, text in texts().items():
        named = re.findall(r"\b(?:(?:DATABASE|SECRET|TELEGRAM|SLACK|HTTP|LOG)_[A-Z_]+|MUNICIPALITY|TIMEZONE)\b", text)
        assert {setting(name, known) for name in named} <= known, file
    lines = (DEPLOY / "gabinete.env.example").read_text(encoding="utf-8").splitlines()
    given = {line.lstrip("#").partition("=")[0] for line in lines if re.match(r"#?[A-Z_]+=", line)}
    assert {setting(name, known) for name in given} <= known
    for service in ("bot-1", "bot-2", "migrate"):
        names = yaml("compose.yaml")["services"][service]["environment"]
        assert {name.removesuffix("_FILE").lower() for name in names} <= set(Settings.model_fields)


def setting(name: str, known: set[str]) -> str:
    """The setting that a name in the environment gives: itself, or by the file that holds its value."""
    return name if name in known else name.removesuffix("_FILE")


def commands() -> list[str]:
    """Every administrator's command in deploy/ and in the manual."""
    text = MANUAL.read_text(encoding="utf-8")
    written = re.findall(r"^    gabinete (?!=)([^>\n]+)|`gabinete ([a-z].*?)`", text, re.M)
    services = [service.get("command", []) for service in yaml("compose.yaml")["services"].values()]
    return [block or span for block, span in written] + [" ".join(words) for words in services if words]


@pytest.mark.slow
def test_every_command_that_is_told_is_understood() -> None:
    assert len(commands()) > 20
    for line in commands():
        assert cli._parser().parse_args(shlex.split(line)), line
    for file, text in texts().items():
        for name in re.findall(r"-m bot ([a-z]+)", text):
            with pytest.raises(SystemExit) as end:
                cli._parser().parse_args([name, "--help"])
            assert end.value.code == 0, f"{file}: {name}"


def test_every_file_that_is_named_is_there() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    named = set(re.findall(r"deploy/[\w./-]*\w\.(?:sh|sql|yaml|service|timer|example)", text))
    named |= {f"deploy/{name}" for name in re.findall(r"`((?:proxy|prometheus|grafana)/[\w.]+)`", text)}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    assert {str(path.name) for path in DEPLOY.glob("*.service")} <= set(re.findall(r"[\w-]+\.service", text))


def test_every_alert_is_explained() -> None:
    headings = re.findall(r"^#### (\w+)$", MANUAL.read_text(encoding="utf-8"), re.M)
    assert headings == [rule["alert"] for rule in alerts()]
    for rule in alerts():
        assert rule["annotations"]["runbook"] == f"docs/operations.md#{rule['alert'].lower()}"
        assert rule["labels"]["severity"] in ("page", "ticket")


def test_every_link_of_the_manual_leads_somewhere() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", text, re.M)
    places = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert {link for link in re.findall(r"\]\(#([^)]+)\)", text) if link not in places} == set()


# --- the files fit each other --------------------------------------------------------------------------------


def test_the_bot_is_reached_from_its_own_machine_only() -> None:
    assert published() == {"127.0.0.1:8080", "127.0.0.1:8081"}
    proxy = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"server (127\.0\.0\.1:\d+) ", proxy)) == published()
    (scraped,) = yaml("prometheus/prometheus.yaml")["scrape_configs"]
    assert set(scraped["static_configs"][0]["targets"]) == published()
    assert f'up{{job="{scraped["job_name"]}"}} == 0' in expressions()
    inside = re.search(r"HTTP_PORT=(\d+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
    assert inside
    bots = [yaml("compose.yaml")["services"][name] for name in ("bot-1", "bot-2")]
    assert {port.rpartition(":")[2] for bot in bots for port in bot["ports"]} == {inside[1]}


def test_the_proxy_lets_pass_what_the_platforms_call_and_the_calendars() -> None:
    proxy = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    assert set(re.findall(r"location (?:= )?(\S+)", proxy)) == {
        "/telegram",
        webhook.PATH,
        "/c",
        "/ics/",
        "/publica/",
        "/painel",
        "/",
    }
    assert f"client_max_body_size {MOST_BYTES // 2**20}m;" in proxy
    assert "TELEGRAM_WEBHOOK_URL=https://bot.exemplo.sp.gov.br/telegram" in (ROOT / "README.md").read_text("utf-8")


def test_compose_gives_each_secret_as_a_file() -> None:
    compose = yaml("compose.yaml")
    bot = compose["services"]["bot-1"]
    assert bot["environment"] == {f"{name.upper()}_FILE": f"/run/secrets/{name}" for name in bot["secrets"]}
    assert {name: each["file"] for name, each in compose["secrets"].items()} == {
        name: f"secrets/{name}" for name in (*bot["secrets"], "postgres_password")
    }
    made = (DEPLOY / "secrets.sh").read_text(encoding="utf-8")
    assert [name for name in compose["secrets"] if name not in made] == []
    assert bot["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert bot["read_only"] is True


def test_the_image_holds_all_that_runs() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    kept = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for name in ("bot", "jobs", "handlers", "models", "requirements.txt"):
        assert re.search(rf"^COPY {re.escape(name)} ", text, re.M)
        assert f"!{name}" in kept
    assert kept[1] == "*"
    assert "--require-hashes" in text
    assert re.search(r"^pip==[\d.]+ \\$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.M)
    assert re.search(r"^USER gabinete$", text, re.M)


@pytest.mark.parametrize("name", ["gabinete.service", "gabinete-backup.service"])
def test_a_unit_can_do_little_harm(name: str) -> None:
    service = unit(name)["Service"]
    for guard in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "PrivateDevices"):
        assert service[guard] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["WorkingDirectory"] in service["ReadWritePaths"].split()
    assert service["User"] == "gabinete"
    assert service["EnvironmentFile"] == "/etc/gabinete/gabinete.env"


def test_the_bot_is_given_time_to_end() -> None:
    assert int(unit("gabinete.service")["Service"]["TimeoutStopSec"]) > DRAIN
    for name in ("bot-1", "bot-2"):
        assert int(yaml("compose.yaml")["services"][name]["stop_grace_period"].removesuffix("s")) > DRAIN


def test_the_copies_go_where_they_are_looked_for() -> None:
    service = unit("gabinete-backup.service")["Service"]
    command = shlex.split(service["ExecStart"])
    assert command[1:3] == ["-m", "deploy.backup"]
    assert command[3] in service["ReadWritePaths"].split()
    assert f"--copies {command[3]} " in MANUAL.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for path in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        text = path.read_text(encoding="utf-8").replace("/opt/gabinete/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", *sorted(map(str, tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "Failed to initialize manager" in done.stderr:
        pytest.skip("systemd-analyze does not work here")
    assert (done.returncode, [line for line in done.stderr.splitlines() if "gabinete" in line]) == (0, [])


def test_the_board_has_every_panel_once() -> None:
    numbers = [panel["id"] for panel in panels()]
    assert len(set(numbers)) == len(numbers) > 10
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels())


@pytest.mark.parametrize("wrong", ["a: 1\na: 2", "a: {b: 1}", "a: 'b'", "a: b # c", "a:\n  - b\n c: 1"])
def test_only_plain_yaml_is_read(wrong: str) -> None:
    with pytest.raises((AssertionError, json.JSONDecodeError)):
        Yaml(wrong).read()
