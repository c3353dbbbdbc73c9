"""The code that can change what a stage makes: its sources, what they import, and the libraries they use.

Worked out, not typed in: the imports of a module are read from its syntax tree and followed inside the project; data
files beside a module count with it; every library counts with its version.
"""

import ast
import sys
import threading
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec, resolve_name
from pathlib import Path

from ..core.digests import digest_bytes, digest_json

OURS = ("tasks", "flows")
_PARSING = threading.Lock()
"""Python 3.11 counts how deep a syntax tree is once for all threads: parsed in two at once, one raises SystemError."""


@lru_cache(maxsize=64)
def fingerprint(module: str) -> str:
    """Digest of everything that can change what the functions of a module do."""
    return digest_json(describe_code(module))


def describe_code(module: str) -> dict[str, dict[str, str]]:
    """Digests of the project's files and versions of the libraries behind a module, by name."""
    files: dict[str, str] = {}
    libraries: dict[str, str] = {"python": ".".join(map(str, sys.version_info[:3]))}
    waiting, seen = [module], {module}
    while waiting:
        name = waiting.pop()
        path = _source(name)
        for file in [path, *_data_files(path)]:
            files[f"{name}:{file.name}"] = digest_bytes(file.read_bytes())
        for imported in sorted(set(_imports(name, path))):
            if imported.split(".")[0] not in OURS:
                libraries.update(_library(imported.split(".")[0]))
            elif imported not in seen:
                seen.add(imported)
                waiting.append(imported)
    return {"files": dict(sorted(files.items())), "libraries": dict(sorted(libraries.items()))}


def _source(module: str) -> Path:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ImportError(f"the module {module} cannot be found, so its code has no fingerprint")
    return Path(spec.origin)


def _data_files(path: Path) -> list[Path]:
    """Data files of a package count when one of its modules does, folders of data among them."""
    folders = [path.parent, *(item for item in path.parent.iterdir() if _is_data_folder(item))]
    files = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    return sorted(file for file in files if file.suffix not in (".py", ".pyc"))


def _is_data_folder(path: Path) -> bool:
    return path.is_dir() and path.name != "__pycache__" and not any(path.glob("*.py"))


def _imports(module: str, path: Path) -> Iterator[str]:
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    with _PARSING:
        tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module or ""
            yield base
            if base.split(".")[0] in OURS:
                yield from (name for alias in node.names if _is_module(name := f"{base}.{alias.name}"))


@lru_cache(maxsize=4096)
def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


@lru_cache(maxsize=1)
def _distributions() -> dict[str, list[str]]:
    return {name: sorted(set(owners)) for name, owners in packages_distributions().items()}


@lru_cache(maxsize=1024)
def _library(package: str) -> dict[str, str]:
    """Versions of the distributions that own a top-level package; the standard library counts with Python."""
    if package in sys.stdlib_module_names:
        return {}
    found = {}
    for owner in _distributions().get(package, []):
        try:
            found[owner.lower()] = version(owner)
        except PackageNotFoundError:
            continue
    return found
