using Microsoft.ML;

namespace ModelTracking.MLNet.Tests.Shared;

/// <summary>A trainer with its task and the data it takes; what reports a curve by default does so, and no option asks for one.</summary>
internal sealed record TrainerCase(string Name, string Task, Func<MLContext, IEstimator<ITransformer>> Make, Func<MLContext, IDataView> Load);
