using ModelTracking.Replication;
using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>A bar for each run on its way: records first, then bytes of artifacts. Thread-safe.</summary>
internal sealed class SyncBars(ProgressContext bars) : IProgress<ReplicationProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string, string), ProgressTask> _tasks = [];

    public void Report(ReplicationProgress value)
    {
        lock (_gate)
        {
            var key = (value.Run.Id.ToString(), value.Target);
            if (!_tasks.TryGetValue(key, out var task))
            {
                _tasks[key] = task = bars.AddTask(Markup.Escape($"{Format.Id(value.Run.Id)} {Format.Line(value.Run.Name)}"));
            }

            if (value.Waiting is { } reason)
            {
                task.Description = Markup.Escape($"{Format.Id(value.Run.Id)} waits: {Format.Fit(Format.Line(reason), 50)}");
                return;
            }

            // A megabyte takes about as long as a thousand records.
            const double BytesPerRecord = 1000;
            task.MaxValue = Math.Max(1, value.TotalRecords + (value.TotalBytes / BytesPerRecord));
            task.Value = value.Records + (value.Bytes / BytesPerRecord);
        }
    }
}
