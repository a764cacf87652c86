"""The samples in docs/operation, run: nginx and Caddy in front of a running server; doctor finds nothing, and everything that
is then set up wrongly.
"""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from remedy_api.cli.main import main
from tests.fixtures.certificates import Certificate, certificate
from tests.fixtures.server import Server, free_ports

SAMPLES = Path(__file__).parents[2] / "docs" / "operation"
pytestmark = pytest.mark.long


def program(name: str, package: str) -> str:
    """A program that these tests run; without it they fail and say what is missing."""
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    assert found, f"{name} is missing: apt-get install -y {package}"
    return found


class Stand(NamedTuple):
    """A running server that knows itself by two names with TLS, and what to make a proxy with."""

    server: Server
    casework: int
    intake: int
    plain: int
    folder: Path
    good: Certificate
    old: Certificate
    ended: Certificate


@pytest.fixture(scope="module")
def stand(make_server: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """One server for all proxies, each of which takes the same two ports in its turn."""
    folder = tmp_path_factory.mktemp("proxies")
    # A worker of nginx has an account of its own when root has started it.
    folder.chmod(0o755)
    casework, intake, plain = free_ports(3)
    origins = {"REMEDY_CASEWORK_ORIGINS": f"https://localhost:{casework}", "REMEDY_INTAKE_ORIGINS": f"https://localhost:{intake}"}
    server = make_server(**origins)
    server.start()
    certificates = [certificate(folder, days) for days in (90, 5, -1)]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**origins, "REMEDY_KEY_FILE": str(server.key_file)}.items():
            patch.setenv(name, value)
        yield Stand(server, casework, intake, plain, folder, *certificates)


def has_ipv6() -> bool:
    """Whether this machine has it."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def nginx_sample(stand: Stand, shown: Certificate, *changes: tuple[str, str]) -> list[str]:
    """The command that runs nginx with the sample, its names, ports and certificates replaced, and then these changes."""
    text = (SAMPLES / "nginx.conf").read_text()
    for door, port, inner in (
        ("remedy", stand.casework, stand.server.casework_port),
        ("report", stand.intake, stand.server.intake_port),
    ):
        text = re.sub(
            r"listen 443 ssl http2;(\s+listen \[::\]:)443( ssl http2;\s+server_name )" + door + r"\.example",
            rf"listen {port} ssl http2;\g<1>{port}\2localhost",
            text,
        )
        text = text.replace({"remedy": "127.0.0.1:8000", "report": "127.0.0.1:8001"}[door], f"127.0.0.1:{inner}")
        text = text.replace(f"/etc/letsencrypt/live/{door}.example/fullchain.pem", str(shown.chain))
        text = text.replace(f"/etc/letsencrypt/live/{door}.example/privkey.pem", str(shown.key))
    text = text.replace("listen 80;", f"listen {stand.plain};").replace("[::]:80;", f"[::]:{stand.plain};")
    if not has_ipv6():
        # As the sample says to those whose machine has none.
        text = re.sub(r"\n\s+listen \[::\]:[^\n]+", "", text)
    file = stand.folder / "nginx.conf"
    own = "".join(f"{kind}_temp_path {stand.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    # Debian's own settings around it, which compress pages and write down everybody by default.
    around = f"gzip on;\naccess_log {stand.folder}/log/access.log;\n"
    file.write_text(
        f"{user}daemon off;\nmaster_process off;\npid {stand.folder}/nginx.pid;\nerror_log {stand.folder}/log/error.log;\n"
        f"events {{}}\nhttp {{\n{around}{own}{changed(text, *changes)}\n}}\n"
    )
    return [program("nginx", "nginx-light"), "-p", str(stand.folder), "-e", f"{stand.folder}/log/error.log", "-c", str(file)]


def caddy_sample(stand: Stand, shown: Certificate, *changes: tuple[str, str]) -> list[str]:
    """The same for Caddy."""
    text = (SAMPLES / "Caddyfile").read_text()
    for door, port, inner in (
        ("remedy", stand.casework, stand.server.casework_port),
        ("report", stand.intake, stand.server.intake_port),
    ):
        text = text.replace(f"\n{door}.example {{\n", f"\nhttps://localhost:{port} {{\n\ttls {shown.chain} {shown.key}\n")
        text = text.replace({"remedy": "127.0.0.1:8000", "report": "127.0.0.1:8001"}[door], f"127.0.0.1:{inner}")
    text = text.replace("admin off", f"admin off\n\tauto_https disable_redirects\n\thttp_port {stand.plain}\n\tskip_install_trust")
    file = stand.folder / "Caddyfile"
    file.write_text(changed(text, *changes))
    return [program("caddy", "caddy"), "run", "--config", str(file), "--adapter", "caddyfile"]


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with these replaced, each of which must be there."""
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


@contextmanager
def proxy(stand: Stand, command: list[str]) -> Iterator[None]:
    """Run it until the end of the block."""
    shutil.rmtree(stand.folder / "log", ignore_errors=True)
    (stand.folder / "log").mkdir()
    output = stand.folder / "output"
    environment = os.environ | {"HOME": str(stand.folder), "XDG_DATA_HOME": str(stand.folder), "XDG_CONFIG_HOME": str(stand.folder)}
    with output.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment, cwd=stand.folder)
    try:
        deadline = time.monotonic() + 30
        while not all(map(listening, (stand.casework, stand.intake))):
            assert process.poll() is None, output.read_text(errors="replace")
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        # What a proxy says of itself is a log as any other.
        shutil.copy2(output, stand.folder / "last-output")


def listening(port: int) -> bool:
    """Whether something answers there, whatever its certificate."""
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    try:
        urllib.request.urlopen(f"https://localhost:{port}/healthz", timeout=5, context=unchecked)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def doctor(stand: Stand, shown: Certificate, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Exit code and lines of doctor on this machine, through the proxy."""
    logs = ["--proxy-log", str(stand.folder / "log"), "--proxy-log", str(stand.folder / "output")]
    code = main(["doctor", "--data", str(stand.server.data), "--ca", str(shown.chain), *logs])
    return code, capsys.readouterr().out.splitlines()


SAMPLE = {"nginx": nginx_sample, "caddy": caddy_sample}


@pytest.mark.parametrize("name", SAMPLE)
def test_doctor_finds_nothing_wrong_with_the_sample(stand: Stand, capsys: pytest.CaptureFixture[str], name: str) -> None:
    with proxy(stand, SAMPLE[name](stand, stand.good)):
        code, lines = doctor(stand, stand.good, capsys)
    assert code == 0, lines
    # Besides what a fresh installation lacks: backups, a mail server, and perhaps room on this disk.
    beside = [line for line in lines if line.startswith("warning") and not re.search("backup|mail server|free on the disk", line)]
    assert beside == []
    assert sum("26 MB reaches the door" in line for line in lines) == 2
    assert sum("with every header as it was sent" in line for line in lines) == 2
    assert any("left no trace" in line for line in lines)


NGINX_FAULTS = {
    "host": (("proxy_set_header Host $http_host;", ""), "by this name"),
    "small": (("client_max_body_size 30m;", ""), "refused on its way (413)"),
    "access log": (("access_log off;", ""), "writes down who comes"),
    "frames": (("gzip off;", "gzip off;\nadd_header X-Frame-Options SAMEORIGIN;"), "X-Frame-Options"),
    "policy": (("gzip off;", "gzip off;\nproxy_hide_header Content-Security-Policy;"), "Content-Security-Policy"),
    "lasting": (("gzip off;", "gzip off;\nadd_header Strict-Transport-Security max-age=60;"), "Strict-Transport-Security"),
    "expires": (("gzip off;", "gzip off;\nexpires 1h;"), "Cache-Control"),
    "cookie": (("gzip off;", "gzip off;\nadd_header Set-Cookie route=1;"), "sets a cookie"),
}
CADDY_FAULTS = {
    "host": (("header_up -X-Forwarded-For", "header_up Host inner.example"), "by this name"),
    "small": (("max_size 30MB", "max_size 1MB"), "A large upload"),
    "access log": (("exclude http\n", "exclude tls\n"), "writes down who comes"),
    "policy": (("-Server", "-Server\n\t\t-Content-Security-Policy"), "Content-Security-Policy"),
    "cached": (("-Server", '-Server\n\t\tCache-Control "max-age=60"'), "Cache-Control"),
}
FAULTS = [("nginx", fault) for fault in NGINX_FAULTS] + [("caddy", fault) for fault in CADDY_FAULTS]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_doctor_names_what_is_set_up_wrongly(stand: Stand, capsys: pytest.CaptureFixture[str], name: str, fault: str) -> None:
    change, said = {"nginx": NGINX_FAULTS, "caddy": CADDY_FAULTS}[name][fault]
    changes = [change]
    if (name, fault) == ("caddy", "access log"):
        changes.append(("import door", "log\n\timport door"))
    with proxy(stand, SAMPLE[name](stand, stand.good, *changes)):
        code, lines = doctor(stand, stand.good, capsys)
    assert code == 1, lines
    faults = [line for line in lines if line.startswith("fault")]
    assert faults
    assert all(said in line for line in faults), faults


def test_doctor_names_a_version_that_is_told(stand: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    with proxy(stand, nginx_sample(stand, stand.good, ("server_tokens off;", ""))):
        _code, lines = doctor(stand, stand.good, capsys)
    assert sum("tells what it is (server)" in line for line in lines) == 2


def test_certificates_that_end_and_have_ended(stand: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    with proxy(stand, nginx_sample(stand, stand.old)):
        _code, lines = doctor(stand, stand.old, capsys)
        assert sum("ends in 4 days" in line or "ends in 5 days" in line for line in lines) == 2
        # Somebody else's authority.
        code, lines = doctor(stand, stand.good, capsys)
        assert code == 1
        assert sum("is not valid" in line for line in lines) == 2
    with proxy(stand, nginx_sample(stand, stand.ended)):
        code, lines = doctor(stand, stand.ended, capsys)
    assert code == 1
    assert sum("certificate has expired" in line for line in lines) == 2


def test_plain_http_is_sent_on_to_https(stand: Stand) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    with proxy(stand, nginx_sample(stand, stand.good)), pytest.raises(urllib.error.HTTPError) as answer:
        request = urllib.request.Request(f"http://127.0.0.1:{stand.plain}/en/", headers={"Host": "remedy.example"})
        urllib.request.build_opener(Stay).open(request, timeout=10)
    assert (answer.value.code, answer.value.headers["Location"]) == (308, "https://remedy.example/en/")


def test_who_comes_by_ipv6_is_answered_too(stand: Stand) -> None:
    """A name with an address of each kind, and a device that has only the newer."""
    if not has_ipv6():
        pytest.skip("this machine has no IPv6")
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
    with proxy(stand, nginx_sample(stand, stand.good)):
        for port in (stand.casework, stand.intake):
            request = urllib.request.Request(f"https://[::1]:{port}/healthz", headers={"Host": f"localhost:{port}"})
            with urllib.request.urlopen(request, timeout=10, context=unchecked) as answer:
                assert answer.status == 200
        with socket.create_connection(("::1", stand.plain), timeout=10) as plain:
            plain.sendall(b"GET / HTTP/1.1\r\nHost: remedy.example\r\nConnection: close\r\n\r\n")
            assert plain.recv(12) == b"HTTP/1.1 308"


def test_nothing_of_an_upload_is_put_down_by_the_proxy(stand: Stand, capsys: pytest.CaptureFixture[str]) -> None:
    with proxy(stand, nginx_sample(stand, stand.good)):
        doctor(stand, stand.good, capsys)
        assert [path for kind in ("client_body", "proxy") for path in (stand.folder / kind).rglob("*") if path.is_file()] == []
    assert (stand.folder / "log" / "access.log").read_text() == ""
