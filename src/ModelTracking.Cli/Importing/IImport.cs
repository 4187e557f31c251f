namespace ModelTracking.Cli.Importing;

/// <summary>A kind of thing that runs are taken over from: one class in this folder and one line in <see cref="Imports"/> each.</summary>
internal interface IImport
{
    /// <summary>What users type.</summary>
    string Kind { get; }

    /// <summary>Takes over runs and says what was done.</summary>
    Task RunAsync(ImportRequest request, CancellationToken cancellationToken);
}
