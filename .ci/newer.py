"""Run the core of the tests on a second, newer Python, where this machine has one.

Use: .venv/bin/python .ci/newer.py        (`make test` calls it)

Says plainly when this leg is left out, and why. The lock holds newer versions of some packages
for these Pythons (Mesa above all), so this is where the code meets them.
"""

import glob
import os
import shutil
import subprocess
import sys

import environment

NEWER = ("3.14", "3.13", "3.12")  # the newest first; those that the locked packages are built for
FOLDER = os.path.join(environment.ROOT, ".venv-newer")


def candidates():
    """Yield the paths where a newer Python may stand, the newest first."""
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser(os.path.join("~", ".pyenv"))
    for version in NEWER:
        for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
            found = shutil.which("python" + version, path=folder) if folder else None
            if found:
                yield version, found
        pattern = os.path.join(pyenv, "versions", version + ".*", "bin", "python")
        for found in sorted(glob.glob(pattern), reverse=True):
            yield version, found


def really_runs(version, path):
    """Say whether the interpreter starts, is of that version, and can make environments.

    A name on the PATH proves little: pyenv's shims answer to every version that it has ever
    installed, and fail unless that version is switched on.
    """
    question = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [path, "-I", "-c", question],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and answer.stdout.decode().strip() == version


def newest_python():
    """Return the path of the newest Python that really runs, or None."""
    for version, path in candidates():
        if really_runs(version, path):
            return path
    return None


def main():
    """Run the leg; return its exit code, 0 where it is left out."""
    if sys.version_info >= (3, 12):
        here = "{}.{}".format(*sys.version_info[:2])
        print("Second Python left out: the whole suite has just run on Python " + here + ".")
        return 0
    path = environment.python_of(FOLDER)
    if not environment.is_ready(FOLDER):
        mould = newest_python()
        if mould is None:
            print(
                "Second Python left out: no Python of {} that runs on this machine\n"
                "(looked for python3.x on the PATH and under pyenv).".format(", ".join(NEWER))
            )
            return 0
        script = os.path.join(environment.ROOT, ".ci", "environment.py")
        code = subprocess.call([mould, script, os.path.basename(FOLDER)])
        if code != 0:
            return code
    question = (
        "import sys; from importlib.metadata import version;"
        "print('Core tests on Python', sys.version.split()[0], 'with Mesa', version('mesa'))"
    )
    subprocess.check_call([path, "-c", question])
    sys.stdout.flush()
    command = [path, "-m", "pytest", "tests", "-m", "core", "-q", "-n", "2", "--dist", "loadfile"]
    return subprocess.call(command, cwd=environment.ROOT)


if __name__ == "__main__":
    sys.exit(main())
