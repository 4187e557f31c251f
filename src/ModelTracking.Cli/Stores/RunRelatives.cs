using ModelTracking.Reading;
using ModelTracking.Records;

namespace ModelTracking.Cli.Stores;

/// <summary>The runs that a run belongs to, found without reading all the others.</summary>
/// <param name="Parent">The run it is nested in; null where there is none, or it is gone.</param>
/// <param name="Origin">The run it was forked from; null likewise.</param>
/// <param name="Nested">The runs nested in it, newest first.</param>
internal sealed record RunRelatives(RunSummary? Parent, RunSummary? Origin, IReadOnlyList<RunSummary> Nested)
{
    public static async Task<RunRelatives> OfAsync(RunSummary run, IRunReader reader, CancellationToken cancellationToken) => new(
        run.ParentId is { } parent ? await reader.GetRunAsync(parent, cancellationToken) : null,
        run.ForkedFrom is { } origin ? await reader.GetRunAsync(origin, cancellationToken) : null,
        await new RunQuery(reader).Where($"parent_id = '{run.Id}'").ToListAsync(cancellationToken));
}
