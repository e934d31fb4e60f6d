#!/usr/bin/env bash
# The work of action.yml. What its user says comes in variables, IVRLINT_*, so that it is never a part of a command.
# As old a bash as that of macOS (3.2) is enough.
set -euo pipefail
export PYTHONUTF8=1

work=$(mktemp -d "$RUNNER_TEMP/ivrlint.XXXXXX")
sarif=$work/ivrlint.sarif report=$work/report.txt summary=$work/summary.md words=$work/words

echo "::group::Install ivrlint"
"$IVRLINT_PYTHON" -m venv "$work/venv"
programs=$work/venv/bin
[ -d "$programs" ] || programs=$work/venv/Scripts # on Windows
what=$GITHUB_ACTION_PATH
[ -z "$IVRLINT_VERSION" ] || what=ivrlint==$IVRLINT_VERSION
"$programs/python" -m pip install --quiet --disable-pip-version-check "$what"
"$programs/ivrlint" --version
echo "::endgroup::"

arguments=(check --color always --format "sarif=$sarif" --no-suppressed --format "text=$report")
[ "$IVRLINT_ANNOTATIONS" != true ] || arguments+=(--format github)
[ "$IVRLINT_SUMMARY" != true ] || arguments+=(--format "markdown=$summary")
[ -z "$IVRLINT_PROFILE" ] || arguments+=(--profile "$IVRLINT_PROFILE")
[ -z "$IVRLINT_CONFIG" ] || arguments+=(--config "$IVRLINT_CONFIG")
[ -z "$IVRLINT_FAIL_ON" ] || arguments+=(--fail-on "$IVRLINT_FAIL_ON")

split='import os, shlex, sys
try:
    words = shlex.split(os.environ["IVRLINT_ARGS"])
except ValueError as error:
    sys.exit(f"::error title=ivrlint::The input args cannot be taken apart into words: {error}.")
sys.stdout.write("".join(f"{word}\0" for word in words))'
"$programs/python" -c "$split" > "$words" || exit 2
while IFS= read -r -d '' word; do arguments+=("$word"); done < "$words"

arguments+=(--)
while IFS= read -r file; do
  [ -z "$file" ] || arguments+=("$file")
done <<< "$IVRLINT_FILES"

status=0
"$programs/ivrlint" "${arguments[@]}" || status=$?

{
  [ ! -f "$sarif" ] || echo "sarif=$sarif"
  echo "exit-code=$status"
} >> "$GITHUB_OUTPUT"
if [ -f "$report" ]; then
  token=$("$programs/python" -c 'import secrets; print(secrets.token_hex())')
  echo "::group::What callers go through"
  echo "::stop-commands::$token" # whatever stands in a flow, it is no command
  cat "$report"
  echo "::$token::"
  echo "::endgroup::"
fi
[ ! -f "$summary" ] || cat "$summary" >> "$GITHUB_STEP_SUMMARY"
exit "$status"
