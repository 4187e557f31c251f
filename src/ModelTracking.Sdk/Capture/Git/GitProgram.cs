using ModelTracking.Capture.Programs;

namespace ModelTracking.Capture.Git;

/// <summary>Runs git so that it only reads, asks nobody, and takes no orders from the repository's own configuration.</summary>
/// <param name="file">Full path of git.</param>
/// <param name="folder">The folder to run it in.</param>
/// <param name="deadline">How much time is left.</param>
internal sealed class GitProgram(string file, string folder, Func<TimeSpan> deadline)
{
    private static readonly string[] Quiet =
    [
        "-c", "core.fsmonitor=false", "-c", "core.quotePath=true", "-c", "color.ui=false", "-c", "core.pager=cat",
        "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false", "-c", "diff.relative=false",
        "-c", "diff.suppressBlankEmpty=false", "-c", "core.hooksPath=", "-c", "advice.addEmbeddedRepo=false",
    ];

    public string Folder => folder;

    /// <summary>The same git in another folder.</summary>
    public GitProgram In(string other) => new(file, other, deadline);

    public ProgramResult Run(params string[] arguments) => Run(arguments, null);

    public ProgramResult Run(string[] arguments, string? index, byte[]? input = null, Action<Stream>? read = null) => ExternalProgram.Run(new ProgramRequest(file, [.. Quiet, .. arguments])
    {
        Folder = folder,
        Timeout = deadline(),
        Input = input,
        ReadOutput = read,
        Variables = new Dictionary<string, string?>
        {
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_PAGER"] = "cat",
            ["LC_ALL"] = "C",
            ["GIT_INDEX_FILE"] = index,
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_PREFIX"] = null,
            ["GIT_EXTERNAL_DIFF"] = null,
            ["GIT_DIFF_OPTS"] = null,
            ["GIT_CONFIG_PARAMETERS"] = null,
            ["GIT_CONFIG_COUNT"] = null,
            ["GIT_TRACE"] = null,
            ["GIT_LITERAL_PATHSPECS"] = "1",
        },
    });
}
