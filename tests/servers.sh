#!/usr/bin/env bash
# Runs a command with the real servers that some tests want: tests/servers.sh make test
# PostgreSQL comes from Debian's package or from PATH; it listens on loopback alone, in a folder of its own that goes away.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(dirname "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1)")
if [ ! -x "$bin/initdb" ]; then
    echo "tests/servers.sh: no PostgreSQL. Install it, as with: apt-get install postgresql" >&2
    exit 1
fi
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$folder"
    as=(runuser -u postgres --)
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
stop() {
    (cd / && "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null) || true
    rm -rf "$folder"
}
trap stop EXIT
(
    cd /
    "${as[@]}" "$bin/initdb" -D "$folder/data" --auth=trust --username=citebot --encoding=UTF8 >/dev/null
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder -c fsync=off" >/dev/null
)
export POSTGRES_FOR_TESTS="postgresql+psycopg://citebot@127.0.0.1:$port/postgres"
"$@"
