using Microsoft.ML;

namespace ModelTracking.MLNet.Training;

/// <summary>An estimator whose fits are logged. Makes what the estimator inside makes, bit for bit.</summary>
internal sealed class TrackedEstimator<TTransformer>(IEstimator<TTransformer> inner, Run run, MLNetOptions options) : IEstimator<TTransformer>, ITrackedEstimator
    where TTransformer : ITransformer
{
    public object InnerEstimator => inner;

    public Run Run => run;

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);

    public TTransformer Fit(IDataView input) => TrackedFit.Run(run, options, inner, input, () => inner.Fit(input));
}
