#!/bin/sh
# Cria em deploy/secrets os segredos que faltam; os que existem ficam como estão.
# Os da plataforma nascem vazios (a porta fica fechada): grave neles os valores que o Telegram e o Slack dão.
set -eu
umask 077
cd "$(dirname "$0")/secrets"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
keep() { [ -e "$1" ] || printf '%s' "$2" > "$1"; }

keep postgres_password "$(random)"
keep database_url "postgresql+psycopg://gabinete:$(cat postgres_password)@postgres/gabinete"
keep secret_key "$(random)"
for name in telegram_bot_token telegram_webhook_secret slack_bot_token slack_app_token slack_signing_secret; do
    keep "$name" ''
done
# O bot roda como 10001 dentro do contêiner e precisa ler o que é dele.
if [ "$(id -u)" = 0 ]; then
    chown 10001 ./*
else
    echo 'Rode como administrador (sudo), para que o usuário do contêiner, 10001, leia os segredos.' >&2
fi
