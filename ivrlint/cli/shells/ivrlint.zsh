#compdef ivrlint
# Completion of ivrlint for zsh; `ivrlint completion zsh` has printed it.
_ivrlint() {
    local line kind value help
    local -a plain described files
    for line in "${(@f)$("${words[1]}" completion zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        IFS=$'\t' read -r kind value help <<< "$line"
        case $kind in
            plain) if [[ -n $help ]]; then described+=("${value//:/\\:}:$help"); else plain+=("$value"); fi ;;
            file) files=(_files) ;;
            dir) files=(_files -/) ;;
        esac
    done
    (( $#described )) && _describe -V 'ivrlint' described
    (( $#plain )) && compadd -V values -a plain
    if (( $#files )); then
        [[ $PREFIX == *=* ]] && compset -P '*='
        $files
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _ivrlint "$@"
else
    compdef _ivrlint ivrlint
fi
