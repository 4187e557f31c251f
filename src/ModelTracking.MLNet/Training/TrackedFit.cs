using Microsoft.ML;

namespace ModelTracking.MLNet.Training;

/// <summary>Runs one fit under a <see cref="FitScope"/>.</summary>
internal static class TrackedFit
{
    public static TModel Run<TModel>(Run run, MLNetOptions options, object estimator, IDataView? data, Func<TModel> fit)
    {
        using var scope = FitScope.IsCovered(run, estimator) ? null : FitScope.Begin(run, options, estimator);
        var model = fit();
        if (model is not null)
        {
            scope?.Finish(data, model);
        }

        return model;
    }
}
