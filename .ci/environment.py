"""Make the project's own Python environment from the lock, once.

Use: python3 .ci/environment.py [FOLDER]        (FOLDER: .venv where nothing is said)

A second call returns at once. An environment that was left half-made, or made from another lock,
is made again. The Python that runs this file is used as a mould and never changed.

Plain old syntax throughout: a Python that is too old must be able to read this and say so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = os.path.join(ROOT, ".ci", "requirements.lock")
FLOOR = (3, 11)

FINISHED = "convenio-finished"  # holds the digest of the lock; written last
UNFINISHED = "convenio-unfinished"  # written first, removed last


class CannotMakeError(Exception):
    """The environment cannot be made; the text says why and what to do."""


def python_of(folder):
    """Return the path of the interpreter of an environment."""
    if os.name == "nt":
        return os.path.join(folder, "Scripts", "python.exe")
    return os.path.join(folder, "bin", "python")


def lock_digest():
    """Return the digest of the lock."""
    with open(LOCK, "rb") as lock:
        # Line ends differ where git rewrites them; the lock is the same.
        return hashlib.sha256(lock.read().replace(b"\r\n", b"\n")).hexdigest()


def is_ready(folder):
    """Say whether the environment was made to its end from the lock of today."""
    try:
        with open(os.path.join(folder, FINISHED)) as stamp:
            made_from = stamp.read().strip()
    except OSError:
        return False
    return made_from == lock_digest() and os.path.exists(python_of(folder))


def is_foreign(folder):
    """Say whether someone made this environment by hand, and it works: then it is kept."""
    if any(os.path.exists(os.path.join(folder, mark)) for mark in (FINISHED, UNFINISHED)):
        return False
    question = "import sys, pip; sys.exit(sys.version_info < {!r})".format(FLOOR)
    try:
        return subprocess.call([python_of(folder), "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def check_mould():
    """Raise CannotMakeError where this Python is too old or cannot make environments."""
    here = ".".join(str(part) for part in sys.version_info[:3])
    if tuple(sys.version_info[:2]) < FLOOR:
        raise CannotMakeError(
            "Convenio needs Python {}.{} or newer; {} is Python {}.\n"
            "If a newer one is installed, name it: make run PYTHON=python3.12\n"
            "(without make: python3.12 .ci/environment.py)".format(
                FLOOR[0], FLOOR[1], sys.executable or "python3", here
            )
        )
    try:
        import ensurepip
        import venv
    except ImportError as missing:
        raise CannotMakeError(
            "Python {} at {} cannot make environments: its module '{}' is missing.\n"
            "On Debian and Ubuntu it is a package of its own: "
            "sudo apt install python3-venv\n"
            "Or name another Python: make run PYTHON=/path/to/python3".format(
                here, sys.executable, getattr(missing, "name", None) or "venv"
            )
        ) from None
    del ensurepip, venv


def make(folder):
    """Make the environment in the folder and fill it from the lock."""
    check_mould()
    name = os.path.basename(folder)
    if os.path.islink(folder) or os.path.isfile(folder):
        raise CannotMakeError("{} is not a folder: move it away and try again.".format(folder))
    kept = os.path.isdir(folder) and is_foreign(folder)
    if os.path.isdir(folder) and not kept:
        print("{} is half-made or from another lock: making it again.".format(name), flush=True)
        shutil.rmtree(folder)
    print("Filling {} from the lock, once: two minutes or so ...".format(name), flush=True)
    if not kept:
        os.mkdir(folder)
        open(os.path.join(folder, UNFINISHED), "w").close()
        run([sys.executable, "-m", "venv", folder], "Making the environment failed.")
    fill(folder)
    with open(os.path.join(folder, FINISHED), "w") as stamp:
        stamp.write(lock_digest() + "\n")
    if not kept:
        os.remove(os.path.join(folder, UNFINISHED))


def fill(folder):
    """Install what is locked: with uv, which takes seconds, or where it cannot, with pip."""
    python, lock = python_of(folder), ["--require-hashes", "-r", LOCK]
    pip = [python, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as place:
        only_uv = os.path.join(place, "uv.txt")
        with open(only_uv, "w") as file:
            file.write(entry_of("uv"))
        done = call([*pip, "--require-hashes", "-r", only_uv]) == 0
    uv = [python, "-m", "uv", "pip", "install", "--quiet", "--python", python]
    uv.append("--compile-bytecode")  # as pip does; else a process starts in seven seconds, not two
    if done and call([*uv, *lock], quietly=True) == 0:
        return
    run(
        [*pip, *lock],
        "Installing the locked packages failed: see pip's words above. Without a network, or\n"
        "with a Python so new that a package has no build for it yet, this is to be expected.",
    )


def entry_of(name):
    """Return what the lock says of one package: its version and its hashes."""
    with open(LOCK) as lock:
        lines = lock.read().splitlines()
    found = []
    for line in lines:
        if line.startswith(name + "==") or (found and line.startswith("    --hash")):
            found.append(line)
        elif found:
            break
    return "\n".join(found).rstrip(" \\") + "\n"


def call(command, quietly=False):
    """Run a command, free of settings that would make it write outside the environment."""
    leaky = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "UV_TARGET")
    settings = {key: value for key, value in os.environ.items() if key not in leaky}
    settings["PIP_USER"] = "0"
    return subprocess.call(command, env=settings, stderr=subprocess.DEVNULL if quietly else None)


def run(command, complaint):
    """Run a command that must succeed."""
    if call(command) != 0:
        raise CannotMakeError(complaint + "\nThe next call starts afresh.")


def take_turn():
    """Wait until no other call is making an environment here; return what holds the turn."""
    try:
        import fcntl

        turn = os.open(ROOT, os.O_RDONLY)
        fcntl.flock(turn, fcntl.LOCK_EX)  # let go when closed, or when the process ends
        return turn
    except (ImportError, OSError):
        return None  # Windows, some network folders: there the caller takes care


def main(arguments):
    """Make the environment where it is not ready; return the exit code."""
    folder = os.path.join(ROOT, arguments[0] if arguments else ".venv")
    if is_ready(folder):
        return 0
    turn = None
    try:
        turn = take_turn()
        if not is_ready(folder):  # another call may have finished it meanwhile
            make(folder)
    except CannotMakeError as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The next call starts afresh.", file=sys.stderr)
        return 130
    finally:
        if turn is not None:
            os.close(turn)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
