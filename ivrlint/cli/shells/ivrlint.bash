# Completion of ivrlint for bash 4.4 or newer; `ivrlint completion bash` has printed it.
_ivrlint() {
    local line=${COMP_LINE:0:COMP_POINT} part=${COMP_WORDS[COMP_CWORD]} kind value files=
    [[ $part == [=:] ]] && part=
    local word=${line##*[[:space:]]}
    local before=${word%"$part"} # bash takes --format=json for three words, and completes the last one
    COMPREPLY=()
    while IFS=$'\t' read -r kind value _; do
        case $kind in
            plain) COMPREPLY+=("${value#"$before"}") ;;
            file | dir) files=$kind ;;
        esac
    done < <("$1" completion bash "$line" 2>/dev/null)
    if [[ -z $files ]]; then
        [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    elif [[ ${#COMPREPLY[@]} == 0 ]]; then
        if [[ $files == dir ]]; then compopt -o dirnames; else compopt -o default; fi
    else
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$part")
        compopt -o filenames
    fi
}
complete -o nosort -F _ivrlint ivrlint
