namespace ModelTracking.Cli.Importing;

/// <summary>All kinds of imports.</summary>
internal static class Imports
{
    public static IReadOnlyList<IImport> All { get; } = [new TableImport("csv"), new ModelBuilderFileImport(), new MlrunsFolderImport(), new NeptuneFolderImport(), new TableImport("parquet"), new TensorBoardFolderImport()];

    /// <exception cref="ToolException">There is no such kind.</exception>
    public static IImport Of(string kind) => All.FirstOrDefault(i => i.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase))
        ?? throw ToolException.BadUsage($"'{kind}' cannot be imported.{Suggestion.DidYouMean(kind, All.Select(i => i.Kind))} There are: {string.Join(", ", All.Select(i => i.Kind))}.");
}
