using Microsoft.ML;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>A trainer with its task and the data it takes; options are set so that it reports what it can.</summary>
internal sealed record TrainerCase(string Name, string Task, Func<MLContext, IEstimator<ITransformer>> Make, Func<MLContext, IDataView> Load);
