# Completion of ivrlint for fish; `ivrlint completion fish` has printed it.
function __ivrlint_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l word (string unescape -- "$typed"; or string unescape -- "$typed'"; or string unescape -- "$typed\"")
    $words[1] completion fish $words "$word" 2>/dev/null | while read -l -d \t kind value help
        set -l path (string sub --start (math 1 + (string length -- "$value")) -- "$word")
        switch $kind
            case plain
                printf '%s\t%s\n' $value $help
            case file
                string join \n -- "$value"(__fish_complete_path "$path")
            case dir
                string join \n -- "$value"(__fish_complete_directories "$path")
        end
    end
end
complete --command ivrlint --no-files --arguments '(__ivrlint_complete)'
