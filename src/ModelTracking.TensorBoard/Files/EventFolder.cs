namespace ModelTracking.TensorBoard.Files;

/// <summary>A folder with event files: a run in TensorBoard's eyes.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Name">Path relative to the imported folder, with forward slashes; the folder's own name for that itself.</param>
/// <param name="Files">Full paths of its event files, in order of their names, which is that of time.</param>
internal sealed record EventFolder(string Path, string Name, IReadOnlyList<string> Files)
{
    /// <summary>Metric context that its scalars get; none but for what <c>add_scalars</c> has set aside.</summary>
    public string Context { get; init; } = "";

    /// <summary>Folders that belong to the same run.</summary>
    public IReadOnlyList<EventFolder> Parts { get; init; } = [];

    /// <summary>The folder itself and its parts.</summary>
    public IEnumerable<EventFolder> All => Parts.Prepend(this);
}
