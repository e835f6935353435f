#!/bin/sh
# Faz a imagem do contêiner a partir desta árvore, com a versão dela, e a experimenta:
#   sh deploy/image.sh                docker, podman ou buildah, o que houver; a base vem do registro de imagens
#   sh deploy/image.sh --debian       a base é um Debian feito aqui (debootstrap, como root, com podman ou buildah)
# GABINETE_BUILD_OPTIONS: mais opções para a construção, como --network host.
set -eu
cd "$(dirname "$0")/.."
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' bot/__init__.py)
tag=gabinete:$version
options=${GABINETE_BUILD_OPTIONS:-}

engine=
for each in ${GABINETE_ENGINE:-docker podman buildah}; do
    if command -v "$each" >/dev/null && "$each" info >/dev/null 2>&1; then
        engine=$each
        break
    fi
done
if [ -z "$engine" ]; then
    echo 'Não achei docker, podman nem buildah que responda. No Debian: apt install podman' >&2
    exit 1
fi

if [ "${1:-}" = --debian ]; then
    command -v debootstrap >/dev/null && command -v buildah >/dev/null || {
        echo 'Para fazer a base faltam debootstrap e buildah: apt install debootstrap buildah' >&2
        exit 1
    }
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "${DEBIAN_SUITE:-bookworm}" "$root"
    rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
    base=$(buildah from scratch)
    buildah copy --quiet "$base" "$root" /
    buildah commit --quiet --rm "$base" gabinete-base
    options="$options --build-arg BASE=localhost/gabinete-base"
    engine=buildah
fi

# shellcheck disable=SC2086
"$engine" build $options -f deploy/Dockerfile -t "$tag" -t gabinete:latest .
echo "Imagem feita: $tag ($engine)."
