using System.Reflection;
using ModelTracking.MLNet.Private;

namespace ModelTracking.MLNet.Training;

/// <summary>
/// Has a trainer report its curve which by default reports none. For the time of a fit FastTree tests itself about twenty
/// times, though no sooner than each five trees, since a test takes up to 6 % of what a tree does; LightGBM says its metric each
/// 50 iterations. Both look at what is trained and change nothing of it. What the user set himself stays, and stays what
/// is logged as a hyperparameter.
/// </summary>
internal sealed class CurveSwitch
{
    private const int Tests = 20;
    private const int FewestTreesBetweenTests = 5;
    private readonly object _options;
    private readonly FieldInfo _field;

    private CurveSwitch(object options, FieldInfo field, object own)
    {
        _options = options;
        _field = field;
        Own = own;
    }

    /// <summary>Name of the hyperparameter that is set.</summary>
    public string Name => _field.Name;

    /// <summary>The value it has outside of the fit.</summary>
    public object Own { get; }

    /// <summary>Switches the curve on; null where the trainer reports one anyway, or cannot.</summary>
    public static CurveSwitch? TurnOn(object trainer) => Hyperparameters.OptionsOf(trainer) is { } options
        ? TestsOfFastTree(options) ?? MetricOfLightGbm(options)
        : null;

    /// <summary>Puts back what was there.</summary>
    public void TurnOff() => PrivateMembers.Write(_field, _options, Own);

    private static CurveSwitch? TestsOfFastTree(object options) =>
        Field(options, "TestFrequency") is { } frequency && Field(options, "NumberOfTrees") is { } trees
        && PrivateMembers.Read(frequency, options) is int.MaxValue && PrivateMembers.Read(trees, options) is int count && count > 0
            ? Set(options, frequency, int.MaxValue, Math.Max(FewestTreesBetweenTests, count / Tests))
            : null;

    private static CurveSwitch? MetricOfLightGbm(object options) =>
        options.GetType().FullName?.StartsWith("Microsoft.ML.Trainers.LightGbm.", StringComparison.Ordinal) == true
        && Field(options, "Verbose") is { } verbose && PrivateMembers.Read(verbose, options) is false
        && Field(options, "EvaluationMetric") is { } metric && PrivateMembers.Read(metric, options)?.ToString() is not (null or "None")
            ? Set(options, verbose, false, true)
            : null;

    private static CurveSwitch? Set(object options, FieldInfo field, object own, object value) =>
        PrivateMembers.Write(field, options, value) ? new CurveSwitch(options, field, own) : null;

    private static FieldInfo? Field(object options, string name) => PrivateMembers.Fields(options.GetType()).FirstOrDefault(f => f.Name == name && f.IsPublic);
}
