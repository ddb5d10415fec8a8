#!/bin/sh
# Writes the lock files: versions and hashes for every platform and Python that we support, no addresses of package hosts.
set -eu
cd "$(dirname "$0")/.."
flags="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet"
printf 'setuptools>=77\nwheel\n' | uv pip compile $flags - -o requirements-build.lock >/dev/null
uv pip compile $flags pyproject.toml --extra plots --extra postgres -o requirements.lock >/dev/null
# pytrec_eval declares scipy (165 MB) and never imports it; with scipy there, importing nltk takes a second longer.
overrides=$(mktemp)
trap 'rm -f "$overrides"' EXIT
echo "scipy ; sys_platform == 'never'" >"$overrides"
uv pip compile $flags pyproject.toml --overrides "$overrides" --extra plots --extra postgres --group dev -c requirements.lock -o requirements-dev.lock >/dev/null
