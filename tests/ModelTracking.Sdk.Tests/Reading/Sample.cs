using ModelTracking.Records;

namespace ModelTracking.Tests.Reading;

/// <summary>Makes runs for searches.</summary>
internal static class Sample
{
    public static RunSummary Run(int number, Action<Builder>? build = null)
    {
        var builder = new Builder();
        build?.Invoke(builder);
        return new RunSummary
        {
            Id = Id(number),
            Experiment = builder.Experiment,
            Name = $"run-{number}",
            Status = builder.Status,
            StartTime = Some.Time.AddMinutes(number),
            EndTime = Some.Time.AddMinutes(number).AddSeconds(builder.Seconds),
            LastActivity = Some.Time.AddMinutes(number).AddSeconds(builder.Seconds),
            ParentId = builder.Parent is { } parent ? Id(parent) : null,
            Params = builder.Params,
            Tags = builder.Tags,
            Metrics = builder.Metrics,
        };
    }

    public static RunId Id(int number) => RunId.Parse(number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    internal sealed class Builder
    {
        public string Experiment { get; set; } = "iris";

        public RunStatus Status { get; set; } = RunStatus.Finished;

        public double Seconds { get; set; } = 60;

        public int? Parent { get; set; }

        public List<ParamEntry> Params { get; } = [];

        public Dictionary<string, string> Tags { get; } = [];

        public List<MetricSummary> Metrics { get; } = [];

        public Builder Param(string key, object? value)
        {
            Params.Add(new ParamEntry(key, ParamValue.From(value)));
            return this;
        }

        public Builder Tag(string key, string value)
        {
            Tags[key] = value;
            return this;
        }

        public Builder Metric(MetricKey key, double last, double? min = null, double? max = null, MetricGoal goal = MetricGoal.None, long? minStep = null, long? maxStep = null)
        {
            Metrics.Add(new MetricSummary
            {
                Key = key.Name,
                Context = key.Context,
                Count = 3,
                First = max ?? last,
                Last = last,
                LastStep = 2,
                Min = min ?? last,
                MinStep = minStep ?? 1,
                Max = max ?? last,
                MaxStep = maxStep ?? 0,
                Mean = ((min ?? last) + (max ?? last)) / 2,
                Goal = goal,
            });
            return this;
        }
    }
}
