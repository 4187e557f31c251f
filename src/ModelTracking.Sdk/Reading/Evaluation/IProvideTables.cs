namespace ModelTracking.Reading.Evaluation;

/// <summary>A reader that keeps its runs as tables, so that a query reads no run it does not show.</summary>
internal interface IProvideTables
{
    /// <summary>The runs as they are now. No run is in two tables.</summary>
    Task<IReadOnlyList<IRunTable>> ReadTablesAsync(CancellationToken cancellationToken);
}
