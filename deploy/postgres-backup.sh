#!/bin/sh
# Dentro do serviço "backup" do compose: o banco e os anexos, com data no nome; apaga bancos de mais de KEEP_DAYS dias.
set -eu
umask 077
name="/copias/gabinete-$(date -u +%Y%m%d-%H%M%S).dump"
PGPASSWORD="$(cat /run/secrets/postgres_password)"
export PGPASSWORD

pg_dump --host=postgres --username=gabinete --format=custom --file="$name.part" gabinete
pg_restore --list "$name.part" > /dev/null
mv "$name.part" "$name"
if [ -d /app/data/anexos ]; then
    mkdir -p /copias/anexos
    cp -Ru /app/data/anexos/. /copias/anexos/
fi
find /copias -maxdepth 1 -name 'gabinete-*.dump' -mtime "+$KEEP_DAYS" -delete
echo "Cópia feita: $name"
