using ModelTracking.Records;
using TorchSharp;

namespace ModelTracking.Training;

/// <summary>
/// Logs the learning rate (and momentum or first beta, where a scheduler moves it) of each group when it changes, with
/// the last point before the change, so that a chart shows a stair and not a slope.
/// </summary>
internal sealed class LearningRates(Run run, torch.optim.Optimizer optimizer, string prefix)
{
    private (Func<double> Read, MetricSeries Series, bool OnlyChanges)[]? _watched;
    private double[] _last = [];
    private long[] _lastStep = [];

    /// <summary>Looks at the groups anew: one was added.</summary>
    public void Refresh() => _watched = null;

    public void Observe(long step)
    {
        if (_watched is null)
        {
            Watch();
        }

        for (var i = 0; i < _watched!.Length; i++)
        {
            var value = _watched[i].Read();
            if (value.Equals(_last[i]))
            {
                continue;
            }

            var wasLogged = _lastStep[i] > 0;
            if (wasLogged ? _lastStep[i] < step - 1 : _watched[i].OnlyChanges && step > 1)
            {
                _watched[i].Series.Log(_last[i], step - 1);
            }

            _watched[i].Series.Log(value, step);
            _last[i] = value;
            _lastStep[i] = step;
        }
    }

    public void Finish(long step)
    {
        for (var i = 0; i < (_watched?.Length ?? 0); i++)
        {
            if (_lastStep[i] > 0 && _lastStep[i] < step)
            {
                _watched![i].Series.Log(_last[i], step);
                _lastStep[i] = step;
            }
        }
    }

    private void Watch()
    {
        var groups = optimizer.ParamGroups.ToArray();
        _watched = [.. groups.SelectMany((group, index) => Of(group, groups.Length > 1 ? MetricContext.Of(("group", $"{index}")) : default))];
        _last = [.. Enumerable.Repeat(double.NaN, _watched.Length)];
        _lastStep = new long[_watched.Length];
        for (var i = 0; i < _watched.Length; i++)
        {
            if (_watched[i].OnlyChanges)
            {
                _last[i] = _watched[i].Read();
            }
        }
    }

    private IEnumerable<(Func<double>, MetricSeries, bool)> Of(torch.optim.ILearningRateController group, MetricContext context)
    {
        yield return (() => group.LearningRate, run.Metric($"{prefix}lr", context), false);
        if (group is torch.optim.IMomentum momentum)
        {
            yield return (() => momentum.Momentum, run.Metric($"{prefix}momentum", context), true);
        }
        else if (group is torch.optim.IBetas betas)
        {
            yield return (() => betas.Betas.Item1, run.Metric($"{prefix}beta1", context), true);
        }
    }
}
