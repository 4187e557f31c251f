using System.Globalization;
using ModelTracking.Dashboard.Live;
using ModelTracking.Reading;
using ModelTracking.Reading.Filters;
using ModelTracking.Records;

namespace ModelTracking.Dashboard.Json;

/// <summary>Runs as the client takes them.</summary>
internal static class RunMapping
{
    public static RunDto Of(RunSummary run) => new()
    {
        Id = run.Id.ToString(),
        Name = run.Name,
        Experiment = run.Experiment,
        Status = run.Status.ToString(),
        Description = run.Description,
        ParentId = run.ParentId?.ToString(),
        ForkedFrom = run.ForkedFrom?.ToString(),
        ForkStep = run.ForkStep,
        Start = Time(run.StartTime),
        End = run.EndTime is { } end ? Time(end) : null,
        LastActivity = Time(run.LastActivity),
        Error = run.Error,
        ErrorDetails = run.ErrorDetails,
        Params = [.. run.Params.Select(p => new ParamDto(p.Key, p.Value.Kind.ToString(), p.Value.ToString(), p.History?.Select(h => h.ToString()).ToArray()))],
        Tags = run.Tags.Where(t => !RunTags.IsComment(t.Key)).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
        Metrics = [.. run.Metrics.Select(Of)],
        Artifacts = [.. run.Artifacts.Select(a => new ArtifactDto(a.Path, a.Hash, a.Length, a.MediaType, Time(a.Time), a.Step, a.Kind, a.Caption))],
        Events = [.. run.Events.Select(e => new EventDto(e.Name, e.Message, e.Severity.ToString(), Time(e.Time), e.Step))],
        Environments = [.. run.Environments.Select(EnvironmentMapping.Of)],
        Code = [.. run.Code.Select(Of)],
        Datasets = [.. run.Datasets.Select(d => new DatasetDto(d.Name, d.Digest, d.Source, d.Context, d.Rows, d.Bytes, Columns(d.Columns)))],
        Models = [.. run.Models.Select(m => new LoggedModelDto(m.Name, m.Flavor, m.Path, m.Step, m.InputExample, Columns(m.Inputs), Columns(m.Outputs), m.Metadata))],
        Resources = [.. run.Resources.Select(r => new ResourcesDto(r.Duration.TotalSeconds, r.CpuTime.TotalSeconds, r.PeakMemoryBytes, r.AllocatedBytes, r.Collections, r.CollectionPause.TotalSeconds, r.PeakGpuMemoryBytes))],
        Comments = [.. Comments(run)],
        ConsoleLines = run.Console?.Lines ?? 0,
        Cursor = Cursor.Of(run.Positions),
    };

    /// <summary>What people said about a run.</summary>
    public static IEnumerable<CommentDto> Comments(RunSummary run) =>
        RunComments.Of(run).Select(c => new CommentDto(c.Id, c.By, Time(c.Time), c.Text, c.Mentions, [.. c.With.Select(w => w.ToString())]));

    /// <summary>Milliseconds since 1970, with microseconds behind the point.</summary>
    public static double Time(DateTimeOffset time) => UnixTime.ToMicroseconds(time) / 1000.0;

    private static MetricDto Of(MetricSummary m) => new(
        m.Key, m.Context.ToString(), new MetricValue(m.MetricKey).ToString(), m.Count, m.NanCount, m.First, m.Last, m.LastStep, m.Min, m.MinStep, m.Max, m.MaxStep, m.Mean, m.Goal.ToString(), m.Unit);

    private static CodeDto Of(CodeCaptured code) => new(
        code.Commit, code.Subject, code.Branch, code.Remote, code.IsDirty, code.ChangedFiles, code.UntrackedFiles, code.Patch, [.. code.LeftOut.Select(f => $"{f.Path}: {f.Reason}")], code.Notes);

    public static ColumnDto[] Columns(IReadOnlyList<ColumnSpec> columns) =>
        [.. columns.Select(c => new ColumnDto(c.Name, c.Type, c.Shape is null ? null : string.Join(" × ", c.Shape.Select(s => s < 0 ? "?" : s.ToString(CultureInfo.InvariantCulture)))))];
}
