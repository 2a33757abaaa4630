"""What the compiler made is kept whole, under its own name, or not at all."""

import errno
import os
from pathlib import Path
from types import SimpleNamespace

import numba
import pytest
from numba.core.caching import FunctionCache

from model import keeping
from model.keeping import KernelCache, KernelFile
from model.negotiation.losses import utility_of


def kernel_file(folder: Path, stamp: str = "now") -> KernelFile:
    return KernelFile(str(folder), "kernel-1.py311", stamp)


def test_each_code_is_found_under_its_types_and_older_ones_go(tmp_path) -> None:
    for stamp in ("before", "now"):
        kept = kernel_file(tmp_path, stamp)
        kept.save("ints", f"ints {stamp}")
        kept.save("floats", f"floats {stamp}")
        kept.save("ints", f"ints {stamp}")
    assert kernel_file(tmp_path).load("ints") == "ints now"
    assert kernel_file(tmp_path).load("floats") == "floats now"
    assert kernel_file(tmp_path).load("bools") is None
    assert kernel_file(tmp_path, "before").load("ints") is None
    assert len(list(tmp_path.glob("*.nbc"))) == 2


@pytest.mark.parametrize("moment", ["_save_data", "_save_index"])
def test_two_who_save_at_once_never_swap_their_codes(tmp_path, monkeypatch, moment) -> None:
    one, other = kernel_file(tmp_path), kernel_file(tmp_path)
    usual = getattr(one, moment)

    def held_up(*given):
        other.save("floats", "code for floats")
        usual(*given)

    monkeypatch.setattr(other, "_load_index", dict)  # read before the one wrote it
    monkeypatch.setattr(one, moment, held_up)
    one.save("ints", "code for ints")
    assert one.load("ints") == "code for ints"
    assert one.load("floats") in ("code for floats", None)


def test_one_who_is_killed_leaves_no_name_on_older_code(tmp_path, monkeypatch) -> None:
    kernel_file(tmp_path, "before").save("ints", "old")
    killed = kernel_file(tmp_path)

    def kill(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(killed, "_save_data", kill)
    with pytest.raises(KeyboardInterrupt):
        killed.save("ints", "new")
    assert kernel_file(tmp_path).load("ints") is None


@pytest.mark.parametrize("size", [0, 10])
@pytest.mark.parametrize("ending", ["nbc", "nbi"])
def test_a_torn_file_is_as_good_as_none(tmp_path, monkeypatch, ending, size) -> None:
    fresh = numba.njit(utility_of.py_func)  # what was loaded cannot be kept again
    fresh(40.0, 100.0, 0.0125)
    (code,) = fresh.overloads.values()
    cache = KernelCache(utility_of.py_func)
    monkeypatch.setattr(cache, "_cache_file", kernel_file(tmp_path))
    cache.save_overload(code.signature, code)
    for path in tmp_path.glob(f"*.{ending}"):
        os.truncate(path, size)
    assert cache.load_overload(code.signature, utility_of.targetctx) is None
    cache.save_overload(code.signature, code)
    assert cache.load_overload(code.signature, utility_of.targetctx) is not None


def test_where_nothing_can_be_kept_it_is_said_once(monkeypatch) -> None:
    def full(*_given):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FunctionCache, "save_overload", full)
    monkeypatch.setattr(keeping, "_warned", set())
    with pytest.warns(RuntimeWarning, match=r"No space left .* NUMBA_CACHE_DIR"):
        KernelCache(utility_of.py_func).save_overload("ints", "code")
    KernelCache(utility_of.py_func).save_overload("ints", "code")  # warned again it would fail


def test_a_kernel_is_new_until_code_for_some_types_is_kept(tmp_path) -> None:
    cache = KernelCache(utility_of.py_func)
    cache._cache_file = kernel_file(tmp_path)
    kernel = SimpleNamespace(_cache=cache)
    assert keeping.is_new(kernel)
    cache._cache_file.save("ints", "code")
    assert not keeping.is_new(kernel)
    assert not keeping.is_new(numba.njit(utility_of.py_func))  # kept nowhere
