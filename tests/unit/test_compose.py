"""The container form, as far as it can be held without an engine: read by Compose's own parser."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from include.commands.airflow import BUILD_POOL_SLOTS, airflow_environment
from include.commands.superset import parse_arguments as parse_superset
from include.settings import PROJECT, Settings

COMPOSE_FILE = PROJECT / "docker-compose.yaml"
DOCKERFILE = PROJECT / "Dockerfile"
SUPERSET_DOCKERFILE = PROJECT / "Dockerfile.superset"
EXAMPLE = PROJECT / ".env.example"

SECRETS = {
    "AIRFLOW_ADMIN_PASSWORD",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__API__SECRET_KEY",
    "AIRFLOW__CORE__FERNET_KEY",
    "POSTGRES_PASSWORD",
}
# Empty by default because a house works without them.
OPTIONAL = {
    "PAPERHOUSE_ALERT_MAIL_FROM",
    "PAPERHOUSE_ALERT_MAIL_TO",
    "PAPERHOUSE_ALERT_SMTP",
    "PAPERHOUSE_ALERT_WEBHOOK",
}
AIRFLOW_SERVICES = {"init", "api-server", "scheduler", "dag-processor", "triggerer"}
LONG_RUNNING = {"postgres", "api-server", "scheduler", "dag-processor", "triggerer"}
SUPERSET_SERVICES = {"superset-bundle", "superset"}


# --- the files, as their own readers see them


def compose(*arguments: str, file: Path = COMPOSE_FILE) -> subprocess.CompletedProcess[str]:
    """Run the real Compose parser, blind to the variables and the .env of this machine."""
    # Its console script swallows the exit code, so the binary is called itself.
    package = importlib.util.find_spec("compose")
    assert package is not None
    assert package.submodule_search_locations is not None
    binary = Path(package.submodule_search_locations[0]) / "docker-compose"
    if "--env-file" not in arguments:
        arguments = ("--env-file", os.devnull, *arguments)
    return subprocess.run(
        [str(binary), "--file", str(file), "--project-directory", str(PROJECT), *arguments],
        env={},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def example_variables() -> dict[str, str]:
    """Name and value of every variable of .env.example."""
    lines = EXAMPLE.read_text().splitlines()
    variables = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert variables
    return variables


def compose_variables() -> dict[str, tuple[bool, str]]:
    """Every variable of the compose file, by Compose's own list: is it required, its default."""
    finished = compose("config", "--variables")
    assert finished.returncode == 0, finished.stderr
    rows = [re.split(r"\s+", line.strip()) for line in finished.stdout.splitlines()[1:]]
    assert rows
    return {name: (required == "true", "".join(rest)) for name, required, *rest in rows}


def settings_variables() -> set[str]:
    """What include/settings.py asks the environment for when it reads the settings."""
    asked: set[str] = set()

    class Recorder(Mapping[str, str]):
        def __getitem__(self, name: str) -> str:
            asked.add(name)
            raise KeyError(name)

        def __iter__(self) -> Iterator[str]:
            return iter(())

        def __len__(self) -> int:
            return 0

    Settings.from_environment(Recorder())
    assert asked
    return asked


def docker_instructions(file: Path = DOCKERFILE) -> list[tuple[str, str]]:
    """Instructions of a Dockerfile with their arguments, continued lines joined."""
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ").splitlines()
    split = [line.strip().split(maxsplit=1) for line in joined if line.strip()]
    assert split
    return [(name, " ".join(argument.split())) for name, argument in split]


def docker_environment(file: Path = DOCKERFILE) -> dict[str, str]:
    pairs = [
        pair.split("=", 1)
        for name, argument in docker_instructions(file)
        if name == "ENV"
        for pair in argument.split()
    ]
    assert pairs
    return dict(pairs)


@pytest.fixture(scope="module")
def env_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """.env.example filled in by somebody: each secret has a value of its own."""
    file = tmp_path_factory.mktemp("compose") / "env"
    filled = example_variables() | {name: f"planted-{name}" for name in SECRETS}
    file.write_text("".join(f"{name}={value}\n" for name, value in filled.items()))
    return file


@pytest.fixture(scope="module")
def services(env_file: Path) -> dict[str, Any]:
    """What starts without a profile."""
    return services_of("--env-file", str(env_file))


@pytest.fixture(scope="module")
def superset(env_file: Path) -> dict[str, Any]:
    """What the profile `superset` adds."""
    found = services_of("--env-file", str(env_file), "--profile", "superset")
    return {name: service for name, service in found.items() if service.get("profiles")}


def services_of(*arguments: str) -> dict[str, Any]:
    finished = compose(*arguments, "config", "--format", "json")
    assert finished.returncode == 0, finished.stderr
    services: dict[str, Any] = json.loads(finished.stdout)["services"]
    return services


# --- the compose file


def test_compose_accepts_the_file(env_file: Path) -> None:
    finished = compose("--env-file", str(env_file), "config", "--quiet")

    assert (finished.returncode, finished.stderr) == (0, "")


def test_it_has_the_services_of_a_whole_airflow(services: dict[str, Any]) -> None:
    assert set(services) == LONG_RUNNING | AIRFLOW_SERVICES


@pytest.mark.parametrize("value", ["absent", "empty"])
@pytest.mark.parametrize("secret", sorted(SECRETS))
def test_compose_refuses_without_a_secret_and_names_it(
    secret: str, value: str, env_file: Path, tmp_path: Path
) -> None:
    lines = [line for line in env_file.read_text().splitlines() if not line.startswith(secret)]
    assert len(lines) == len(env_file.read_text().splitlines()) - 1
    without = tmp_path / "env"
    without.write_text("\n".join(lines + ([f"{secret}="] if value == "empty" else [])) + "\n")

    finished = compose("--env-file", str(without), "config", "--quiet")

    assert finished.returncode != 0
    assert secret in finished.stderr


def test_required_variables_are_the_secrets_and_have_no_default() -> None:
    required = {
        name: default for name, (is_required, default) in compose_variables().items() if is_required
    }

    assert required == dict.fromkeys(SECRETS, "")


def test_no_value_that_looks_like_a_secret_is_written_into_the_file(
    services: dict[str, Any],
) -> None:
    seen = 0
    for name, service in services.items():
        for variable, value in service["environment"].items():
            if re.search(r"SECRET|PASSWORD$|FERNET|SQL_ALCHEMY_CONN", variable):
                seen += 1
                assert "planted-" in value, f"{name}: {variable}"
            else:
                assert "planted-" not in value, f"{name}: {variable}"
    assert seen == len(AIRFLOW_SERVICES) * 4 + 2  # and postgres' own, and the admin's


def test_every_published_port_is_on_loopback(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service.get("ports", [])]

    assert [(port["host_ip"], port["published"]) for port in ports] == [("127.0.0.1", "8080")]
    assert not [name for name, service in services.items() if "network_mode" in service]


def test_every_long_running_service_has_a_health_check_and_comes_back(
    services: dict[str, Any],
) -> None:
    assert LONG_RUNNING
    for name in LONG_RUNNING:
        assert services[name]["healthcheck"]["test"][0] == "CMD", name
        assert services[name]["restart"] == "unless-stopped", name
    assert services["init"]["restart"] == "no"


def test_each_health_check_asks_for_its_own_service(services: dict[str, Any]) -> None:
    parts = {name: services[name]["healthcheck"]["test"] for name in LONG_RUNNING - {"postgres"}}

    assert {name: test[-2] for name, test in parts.items()} == {
        "api-server": "metadatabase",
        "scheduler": "scheduler",
        "dag-processor": "dag_processor",
        "triggerer": "triggerer",
    }
    assert {test[-1] for test in parts.values()} == {"http://api-server:8080"}


def test_nothing_starts_before_what_it_needs(services: dict[str, Any]) -> None:
    needs = {
        name: {other: need["condition"] for other, need in service.get("depends_on", {}).items()}
        for name, service in services.items()
    }

    prepared = {"init": "service_completed_successfully"}
    assert needs == {
        "postgres": {},
        "init": {"postgres": "service_healthy"},
        "api-server": prepared,
        "scheduler": prepared | {"api-server": "service_healthy"},
        "dag-processor": prepared,
        "triggerer": prepared,
    }


def test_no_container_runs_as_root_or_can_become_it(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["user"].split(":")[0] not in ("", "0", "root"), name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service, name


def test_all_of_airflow_shares_secrets_addresses_and_volumes(services: dict[str, Any]) -> None:
    shared = (
        "AIRFLOW__API_AUTH__JWT_SECRET",
        "AIRFLOW__API__SECRET_KEY",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
        "AIRFLOW__CORE__EXECUTOR",
        "AIRFLOW__CORE__FERNET_KEY",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN",
    )
    for variable in shared:
        values = {services[name]["environment"][variable] for name in AIRFLOW_SERVICES}
        assert len(values) == 1, variable
    for name in AIRFLOW_SERVICES:
        volumes = {volume["target"]: volume for volume in services[name]["volumes"]}
        assert {target: volume["type"] for target, volume in volumes.items()} == {
            "/data": "volume",
            "/data/inbox": "bind",
        }
        # Compose would make a missing folder as root, and the pipeline could not write to it.
        assert "create_host_path" not in volumes["/data/inbox"]["bind"], name


def test_only_init_knows_the_admins_password(services: dict[str, Any]) -> None:
    knowing = {
        name
        for name, service in services.items()
        if "planted-AIRFLOW_ADMIN_PASSWORD" in json.dumps(service)
    }

    assert knowing == {"init"}


def test_init_makes_the_pool_that_builds_run_in(services: dict[str, Any]) -> None:
    # Read, not imported: Airflow would come with it.
    defaults = (PROJECT / "include" / "orchestration" / "defaults.py").read_text()
    pool = re.search(r'(?m)^BUILD_POOL = "(\w+)"$', defaults)
    script = services["init"]["command"][-1]

    assert pool is not None
    assert f"airflow pools set {pool[1]} {BUILD_POOL_SLOTS} " in script
    # With -e the first failing line ends it, so that nothing starts on a half-made database.
    assert services["init"]["command"][:2] == ["sh", "-euc"]


def test_the_drivers_of_the_connection_are_among_the_requirements(
    services: dict[str, Any],
) -> None:
    connection = services["scheduler"]["environment"]["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    pinned = set(re.findall(r"(?m)^([a-z0-9-]+)==", (PROJECT / "requirements.txt").read_text()))

    assert connection.startswith("postgresql+psycopg2://")
    # Airflow derives a second, asynchronous connection, which asyncpg serves.
    assert pinned >= {"psycopg2-binary", "asyncpg"}


# --- the profile of Superset


def test_superset_starts_with_its_profile_alone(superset: dict[str, Any]) -> None:
    assert set(superset) == SUPERSET_SERVICES
    assert all(service["profiles"] == ["superset"] for service in superset.values())


def test_superset_knows_no_secret_and_only_the_warehouses_volume(superset: dict[str, Any]) -> None:
    assert "planted-" not in json.dumps(superset)
    for name, service in superset.items():
        assert [volume["target"] for volume in service["volumes"]] == ["/data"], name


def test_superset_is_as_hardened_as_the_rest(superset: dict[str, Any]) -> None:
    for name, service in superset.items():
        assert service["user"].split(":")[0] not in ("", "0", "root"), name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name


def test_superset_serves_on_loopback_what_was_written_before(superset: dict[str, Any]) -> None:
    server = superset["superset"]
    (port,) = server["ports"]
    assert (port["host_ip"], port["published"], port["target"]) == ("127.0.0.1", "8088", 8088)
    need = {other: need["condition"] for other, need in server["depends_on"].items()}
    assert need == {"superset-bundle": "service_completed_successfully"}
    assert server["healthcheck"]["test"][-1] == "health"
    assert superset["superset-bundle"]["restart"] == "no"


def test_the_command_knows_what_the_profile_says(superset: dict[str, Any]) -> None:
    commands = [service["command"] for service in superset.values()]
    commands.append(superset["superset"]["healthcheck"]["test"][1:])
    for command in commands:
        assert command[:3] == ["python", "-m", "include.commands.superset"]
        assert parse_superset(command[3:]).command in ("bundle", "serve", "health")
    assert parse_superset(["serve"]).port == 8088


# --- .env.example


def test_example_names_every_variable_that_is_read_and_no_other() -> None:
    assert set(example_variables()) == settings_variables() | set(compose_variables())


def test_compose_passes_on_every_setting_but_the_home(services: dict[str, Any]) -> None:
    passed = {
        name for name in services["scheduler"]["environment"] if name.startswith("PAPERHOUSE")
    }

    assert passed == settings_variables() - {"PAPERHOUSE_HOME"}
    assert docker_environment()["PAPERHOUSE_HOME"] == "/data"


def test_example_holds_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    example = example_variables()

    assert Settings.from_environment(example) == Settings.from_environment({})
    defaults = {name: default for name, (_, default) in compose_variables().items() if default}
    assert defaults
    assert {name: example[name] for name in defaults} == defaults


def test_settings_left_empty_by_compose_mean_the_defaults() -> None:
    empty = dict.fromkeys(settings_variables(), "")

    assert Settings.from_environment(empty) == Settings.from_environment({})


def test_secrets_are_empty_in_the_example_and_each_variable_is_explained() -> None:
    assert {
        name for name, value in example_variables().items() if value == ""
    } == SECRETS | OPTIONAL
    lines = EXAMPLE.read_text().splitlines()
    for name in example_variables():
        above = lines[[line.split("=")[0] for line in lines].index(name) - 1]
        assert above.startswith("# "), name


def test_each_command_that_makes_a_secret_makes_one() -> None:
    commands = set(re.findall(r"python3 -c '(.+)'", EXAMPLE.read_text()))
    assert len(commands) == 3
    for code in commands:
        made = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        assert re.fullmatch(r"[A-Za-z0-9_-]{43,}=?", made)
        if made.endswith("="):
            Fernet(made)


# --- the images

each_image = pytest.mark.parametrize(
    ("file", "requirements"),
    [(DOCKERFILE, "requirements.txt"), (SUPERSET_DOCKERFILE, "requirements-superset.txt")],
    ids=["paperhouse", "superset"],
)


@each_image
def test_dockerfile_installs_only_what_has_a_known_hash(file: Path, requirements: str) -> None:
    installs = [
        argument
        for name, argument in docker_instructions(file)
        if name == "RUN" and "pip" in argument
    ]

    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert f"-r {requirements}" in installs[0]
    assert installs[0].endswith("&& pip check")  # as --no-deps trusts the file to be complete


@each_image
def test_dockerfile_ends_as_an_ordinary_user(file: Path, requirements: str) -> None:
    name, user = docker_instructions(file)[-1]

    assert name == "USER"
    assert user.split(":")[0] not in ("0", "root")


def test_image_makes_airflows_choices_as_the_command_line_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in os.environ if name.startswith(("AIRFLOW", "DBT_", "GX_"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("DO_NOT_TRACK", raising=False)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "postgresql://of-the-compose-file")
    settings = Settings(home=tmp_path)
    choices = {
        name: value.replace(str(PROJECT), "/opt/paperhouse").replace(str(tmp_path), "/data")
        for name, value in airflow_environment(settings).items()
        if name not in os.environ or name.startswith("PAPERHOUSE")
    }
    image = docker_environment()

    assert choices
    assert {name: image.get(name) for name in choices} == choices


@each_image
def test_image_holds_no_secret(file: Path, requirements: str) -> None:
    secretive = re.compile(r"PASSWORD|SECRET|FERNET|TOKEN|SQL_ALCHEMY_CONN")

    assert not [name for name in docker_environment(file) if secretive.search(name)]
    assert not [argument for name, argument in docker_instructions(file) if name == "ARG"]


def test_only_what_is_copied_reaches_the_build() -> None:
    copied = {
        source
        for file in (DOCKERFILE, SUPERSET_DOCKERFILE)
        for name, argument in docker_instructions(file)
        if name == "COPY"
        for source in argument.split()[:-1]
    }
    ignored = (PROJECT / ".dockerignore").read_text().splitlines()
    patterns = [line for line in ignored if line and not line.startswith("#")]

    assert copied
    assert all((PROJECT / source).exists() for source in copied)
    assert patterns[0] == "*"
    assert {pattern[1:] for pattern in patterns if pattern.startswith("!")} == copied


# --- the commands


@pytest.mark.slow
def test_airflow_knows_every_command_of_the_compose_file(
    services: dict[str, Any], tmp_path: Path
) -> None:
    script = services["init"]["command"][-1].splitlines()
    lines = [line for line in script if line.startswith("airflow ")]
    lines += [" ".join(services[name]["command"]) for name in AIRFLOW_SERVICES - {"init"}]
    assert len(lines) == 6
    check = (
        "import shlex, sys\n"
        "from airflow.cli.cli_parser import get_parser\n"
        "parser = get_parser()\n"
        "for line in sys.argv[1:]:\n"
        "    words = shlex.split(line)\n"
        "    assert words[0] == 'airflow', line\n"
        "    assert callable(parser.parse_args(words[1:]).func), line\n"
        "    print('known:', line)\n"
    )

    finished = subprocess.run(
        [sys.executable, "-c", check, *lines],
        env=airflow_environment(Settings(home=tmp_path)),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.count("known:") == len(lines)
