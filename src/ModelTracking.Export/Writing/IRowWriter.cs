namespace ModelTracking.Export.Writing;

/// <summary>Writes the rows of one table, one after the other; disposing ends the table and leaves the stream open.</summary>
internal interface IRowWriter : IAsyncDisposable
{
    /// <summary>Writes a row: a value, or null, for each column.</summary>
    Task WriteAsync(object?[] row, CancellationToken cancellationToken);
}
