#!/bin/sh
# Os comandos do administrador com a configuração do serviço. Instale como /usr/local/bin/gabinete:
#   sudo -u gabinete gabinete doctor
set -eu
home=${GABINETE_HOME:-/opt/gabinete}
settings=${GABINETE_SETTINGS:-/etc/gabinete/gabinete.env}

while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        '' | '#'*) ;;
        *) export "${line?}" ;;
    esac
done < "$settings"
export PYTHONPATH="$home"
cd "${GABINETE_DATA:-/var/lib/gabinete}"
exec "$home/.venv/bin/python" -m bot "$@"
