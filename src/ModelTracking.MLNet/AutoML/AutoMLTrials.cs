using System.Globalization;
using ModelTracking.Records;

namespace ModelTracking.MLNet.AutoML;

/// <summary>
/// Makes a nested run of each trial an AutoML experiment tells of. A run ends with its trial, except that the best one so
/// far stays open until a better one comes, so that the mark can be taken from it. Thread-safe.
/// </summary>
internal sealed class AutoMLTrials(Run parent) : IDisposable
{
    private readonly Dictionary<int, Run> _open = [];
    private readonly List<Task> _ending = [];
    private readonly HashSet<int> _completed = [];
    private int? _best;

    public void Take(AutoMLLine line)
    {
        lock (_open)
        {
            switch (line.Kind)
            {
                case LineKind.Running:
                    Begin(line.Trial);
                    break;
                case LineKind.Setting when line.Settings is { } text && TrialSettings.Read(text) is { } settings:
                    Begin(settings.Trial).LogParams(settings.Params);
                    break;
                case LineKind.Completed:
                    Complete(line);
                    break;
                case LineKind.Best:
                    Mark(line);
                    break;
                case LineKind.Fault:
                    Begin(line.Trial).LogEvent("automl.failed", line.Fault ?? "", EventSeverity.Error);
                    break;
                case LineKind.Failed:
                    LogPipeline(Begin(line.Trial), line.Pipeline);
                    End(line.Trial, RunStatus.Failed);
                    break;
                case LineKind.Cancelled:
                    Begin(line.Trial);
                    End(line.Trial, RunStatus.Killed);
                    break;
            }
        }
    }

    /// <summary>Ends all: what is completed as finished, what is not as killed.</summary>
    public void Dispose()
    {
        lock (_open)
        {
            foreach (var trial in _open.Keys.ToArray())
            {
                End(trial, _completed.Contains(trial) ? RunStatus.Finished : RunStatus.Killed);
            }

            Task.WhenAll(_ending).GetAwaiter().GetResult();
            _ending.Clear();
        }
    }

    private Run Begin(int trial)
    {
        if (_open.TryGetValue(trial, out var known))
        {
            return known;
        }

        // Trials run one after another: the next one's beginning ends those that are done and not the best.
        foreach (var done in _open.Keys.Where(t => t != _best && _completed.Contains(t)).ToArray())
        {
            End(done, RunStatus.Finished);
        }

        var number = trial.ToString(CultureInfo.InvariantCulture);
        var options = new RunOptions { Name = $"trial-{number}" };
        options.Tags[TrialKeys.Trial] = number;
        return _open[trial] = parent.Client.StartRun(parent, options);
    }

    private void Complete(AutoMLLine line)
    {
        var run = Begin(line.Trial);
        _completed.Add(line.Trial);
        if (line.Metric is { } metric)
        {
            run.LogMetric(TrialKeys.Metric, metric);
            parent.LogMetric(TrialKeys.Metric, metric, line.Trial);
        }

        if (line.Seconds is { } seconds)
        {
            run.LogMetric(TrialKeys.Seconds, seconds);
        }

        if (line.PeakMemory is { } memory)
        {
            run.LogMetric(TrialKeys.PeakMemory, memory);
        }

        LogPipeline(run, line.Pipeline);
    }

    private void Mark(AutoMLLine line)
    {
        var run = Begin(line.Trial);
        if (_best is { } before && before != line.Trial && _open.TryGetValue(before, out var beaten))
        {
            beaten.SetTag(TrialKeys.Best, null);
            End(before, RunStatus.Finished);
        }

        _best = line.Trial;
        LogPipeline(run, line.Pipeline);
        run.SetTag(TrialKeys.Best, "true");
        parent.SetTag(TrialKeys.BestTrial, line.Trial.ToString(CultureInfo.InvariantCulture));
        parent.SetTag(TrialKeys.BestRun, run.Id.ToString());
    }

    // Some versions print the class of the pipeline on completion and the pipeline itself only with the best trial.
    private static void LogPipeline(Run run, string? pipeline)
    {
        if (!string.IsNullOrEmpty(pipeline) && !pipeline.StartsWith("Microsoft.ML.AutoML.", StringComparison.Ordinal))
        {
            run.CorrectParam(TrialKeys.Pipeline, pipeline);
        }
    }

    private void End(int trial, RunStatus status)
    {
        if (_open.Remove(trial, out var run))
        {
            _ending.Add(run.FinishAsync(status));
        }
    }
}
