using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Reading;

/// <summary>Runs as rows, values as columns.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Ids">The run of each row.</param>
/// <param name="Rows">
/// The cells of each row: null where the run does not have it, else <see cref="double"/> (<see cref="long"/> where it is
/// too large to be exact), <see cref="string"/>, <see cref="bool"/>, <see cref="DateTimeOffset"/>, <see cref="TimeSpan"/> or a list of texts.
/// </param>
public sealed record RunTable(IReadOnlyList<RunColumn> Columns, IReadOnlyList<RunId> Ids, IReadOnlyList<IReadOnlyList<object?>> Rows);
