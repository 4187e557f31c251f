using System.Globalization;
using System.Text.RegularExpressions;
using ModelTracking.MLNet.Private;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Training;

/// <summary>One trainer during one fit: logs its hyperparameters and what it says and reports. Thread-safe.</summary>
internal sealed partial class TrackedTrainer
{
    private readonly FitScope _scope;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _params;
    private readonly Dictionary<string, List<object>> _tuned = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _passes = new(StringComparer.Ordinal);
    private readonly TrackedTrainer? _outer;
    private volatile string? _learner;
    private int _reports;

    public TrackedTrainer(FitScope scope, object estimator, TrackedTrainer? outer)
    {
        _scope = scope;
        _outer = outer;
        Estimator = estimator;
        Name = TrainerNames.Of(estimator);
        _params = Hyperparameters.Of(estimator);
        Slot = scope.Trainings.SlotOf(outer?.Slot.Prefix, $"{estimator.GetType().FullName}\n{string.Join('\n', _params.Select(p => $"{p.Key}={ParamValue.From(p.Value)}"))}");
        Fit = Slot.NextFit();
    }

    public Run Run => _scope.Run;

    public object Estimator { get; }

    public string Name { get; }

    public TrainingSlot Slot { get; }

    public int Fit { get; }

    public bool LogsCurves => _scope.Options.LogCurves;

    /// <summary>Logs name and hyperparameters as they are before the training; open ones wait for what the trainer chooses.</summary>
    public void LogParams()
    {
        if (Fit > 1)
        {
            return;
        }

        if (_outer is null && ReferenceEquals(_scope.Main, Estimator))
        {
            _scope.Run.SetTag("estimator_name", Name);
            _scope.Run.SetTag("estimator_class", Estimator.GetType().FullName);
        }

        if (_scope.Options.LogParams)
        {
            _scope.Run.LogParam($"{Slot.Prefix}.trainer", Name);
            foreach (var (key, value) in _params.Where(p => p.Value is not null))
            {
                _scope.Run.LogParam($"{Slot.Prefix}.{key}", value);
            }
        }
    }

    /// <summary>Logs the hyperparameters that were left open: with what the trainer chose, or as null.</summary>
    public void LogOpenParams()
    {
        if (Fit > 1 || !_scope.Options.LogParams)
        {
            return;
        }

        lock (_tuned)
        {
            foreach (var (key, _) in _params.Where(p => p.Value is null))
            {
                // Classes of OneVersusAll may come to different values.
                var chosen = _tuned.GetValueOrDefault(key);
                _scope.Run.LogParam($"{Slot.Prefix}.{key}", chosen is null ? null : chosen.Count == 1 ? chosen[0] : chosen);
            }

            foreach (var (key, chosen) in _tuned.Where(t => _params.All(p => p.Key != t.Key)))
            {
                _scope.Run.LogParam($"{Slot.Prefix}.{key}", chosen.Count == 1 ? chosen[0] : chosen);
            }
        }
    }

    /// <summary>
    /// The context of what one pass of the trainer reports: OneVersusAll trains its inner trainer once per class (the
    /// first class twice), and says for which.
    /// </summary>
    public MetricContext NextPass(string channel)
    {
        var context = FitScope.ContextOf(_scope.Fit);
        if (_outer?._learner is { } learner)
        {
            context = context.With("class", learner);
        }

        lock (_passes)
        {
            var place = $"{channel}\n{context}";
            var pass = _passes[place] = _passes.GetValueOrDefault(place) + 1;
            return pass > 1 ? context.With("pass", pass.ToString(CultureInfo.InvariantCulture)) : context;
        }
    }

    public MetricSeries Series(string key, MetricContext context) => _scope.Run.Metric(key, context, CurveNames.GoalOf(key));

    public void LogSeconds(double seconds, MetricContext context) => _scope.Run.LogMetric("training.trainer_seconds", seconds, null, context);

    /// <summary>Takes what the trainer says on its channel.</summary>
    public void Hear(string message, MetricContext context)
    {
        if (TunedValues.Read(message) is { } tuned)
        {
            lock (_tuned)
            {
                if (!_tuned.TryGetValue(tuned.Name, out var values))
                {
                    _tuned[tuned.Name] = values = [];
                }

                if (!values.Contains(tuned.Value))
                {
                    values.Add(tuned.Value);
                }
            }
        }
        else if (Learner().Match(message) is { Success: true } learner)
        {
            _learner = learner.Groups[1].Value.Replace(',', '-');
        }
        else if (LogsCurves)
        {
            TrainerReports.Log(_scope.Run, message, context, StepOfReport);
        }
    }

    /// <summary>Takes a warning or an error of the trainer.</summary>
    public void Warn(bool isError, string message) => Contexts.Warnings.Log(_scope.Run, _scope.Options, isError, Name, message);

    // FastTree tests each TestFrequency trees, and after the last one, and does not say at which tree it stands.
    private long StepOfReport()
    {
        var frequency = Hyperparameters.OptionsOf(Estimator) is { } options && PrivateMembers.Read(options, "TestFrequency") is int each ? each : 1;
        var step = Interlocked.Increment(ref _reports) * (long)frequency;
        return _params.FirstOrDefault(p => p.Key == "NumberOfTrees").Value is int trees ? Math.Min(step, trees) : step;
    }

    [GeneratedRegex(@"^Training learner \(?([\d,]+)\)?$")]
    private static partial Regex Learner();
}
