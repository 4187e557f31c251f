using ModelTracking.Records;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Logs the learning rate (and momentum or first beta, where a scheduler moves it) of each group when it changes, with
/// the last point before the change, so that a chart shows a stair and not a slope.
/// </summary>
internal sealed class LearningRates(Run run, torch.optim.Optimizer optimizer, string prefix)
{
    private Watched[]? _watched;

    /// <summary>Looks at the groups anew: one was added.</summary>
    public void Refresh() => _watched = null;

    public void Observe(long step)
    {
        if (_watched is null)
        {
            Watch();
        }

        foreach (var watched in _watched!)
        {
            var value = watched.Read();
            if (!value.Equals(watched.Last))
            {
                Log(watched, value, step);
            }
        }
    }

    public void Finish(long step)
    {
        foreach (var watched in _watched ?? [])
        {
            if (watched.LastStep > 0 && watched.LastStep < step)
            {
                watched.Series.Log(watched.Last, step);
                watched.LastStep = step;
            }
        }
    }

    private static void Log(Watched watched, double value, long step)
    {
        var wasLogged = watched.LastStep > 0;
        if (wasLogged ? watched.LastStep < step - 1 : watched.OnlyChanges && step > 1)
        {
            watched.Series.Log(watched.Last, step - 1);
        }

        watched.Series.Log(value, step);
        watched.Last = value;
        watched.LastStep = step;
    }

    private void Watch()
    {
        var groups = optimizer.ParamGroups.ToArray();
        _watched = [.. groups.SelectMany((group, index) => Of(group, groups.Length > 1 ? MetricContext.Of(("group", $"{index}")) : default))];
    }

    private IEnumerable<Watched> Of(torch.optim.ILearningRateController group, MetricContext context)
    {
        yield return new WatchedRate(group, run.Metric($"{prefix}lr", context));
        if (group is torch.optim.IMomentum momentum)
        {
            yield return new WatchedMomentum(momentum, run.Metric($"{prefix}momentum", context));
        }
        else if (group is torch.optim.IBetas betas)
        {
            yield return new WatchedBeta(betas, run.Metric($"{prefix}beta1", context));
        }
    }

    /// <summary>A value of a group, read at each step: by a virtual call, which is cheaper there than a closure.</summary>
    private abstract class Watched(MetricSeries series, bool onlyChanges)
    {
        public MetricSeries Series { get; } = series;

        /// <summary>Whether it is logged only once it changes.</summary>
        public bool OnlyChanges { get; } = onlyChanges;

        public double Last { get; set; } = double.NaN;

        public long LastStep { get; set; }

        public abstract double Read();
    }

    private sealed class WatchedRate(torch.optim.ILearningRateController group, MetricSeries series) : Watched(series, onlyChanges: false)
    {
        public override double Read() => group.LearningRate;
    }

    private sealed class WatchedMomentum : Watched
    {
        private readonly torch.optim.IMomentum _group;

        public WatchedMomentum(torch.optim.IMomentum group, MetricSeries series)
            : base(series, onlyChanges: true)
        {
            _group = group;
            Last = group.Momentum;
        }

        public override double Read() => _group.Momentum;
    }

    private sealed class WatchedBeta : Watched
    {
        private readonly torch.optim.IBetas _group;

        public WatchedBeta(torch.optim.IBetas group, MetricSeries series)
            : base(series, onlyChanges: true)
        {
            _group = group;
            Last = group.Betas.Item1;
        }

        public override double Read() => _group.Betas.Item1;
    }
}
