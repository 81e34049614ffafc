# Sourced at the end of .venv/bin/activate: what `pulumi` needs to work on this checkout's own stacks.
# Only what is unset is set, so that a backend or a passphrase of your own wins.
if [ -z "${PULUMI_BACKEND_URL:-}" ]; then
    mkdir -p "${VIRTUAL_ENV%/*}/.state"
    # Without the files of metadata beside it, each checkpoint is written in one step that a kill cannot halve.
    export PULUMI_BACKEND_URL="file://${VIRTUAL_ENV%/*}/.state?metadata=skip"
fi
if [ -z "${PULUMI_CONFIG_PASSPHRASE+set}" ] && [ -z "${PULUMI_CONFIG_PASSPHRASE_FILE:-}" ]; then
    # Not a secret: it opens the committed configuration of the demo stack, which names a simulated account.
    export PULUMI_CONFIG_PASSPHRASE=simulator
fi
if [ -z "${PULUMI_SKIP_UPDATE_CHECK:-}" ]; then
    export PULUMI_SKIP_UPDATE_CHECK=true
fi
