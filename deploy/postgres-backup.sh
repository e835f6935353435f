#!/bin/sh
# Dentro do serviço "dump" do compose: o banco, conferido, em /nova; o serviço "backup" o cifra e guarda, com os anexos.
set -eu
umask 077
PGPASSWORD="$(cat /run/secrets/postgres_password)"
export PGPASSWORD

rm -f /nova/gabinete.dump
pg_dump --host=postgres --username=gabinete --format=custom --file=/nova/gabinete.dump.part gabinete
pg_restore --list /nova/gabinete.dump.part > /dev/null
mv /nova/gabinete.dump.part /nova/gabinete.dump
