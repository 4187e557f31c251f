using Microsoft.ML;
using ModelTracking.MLNet.Datasets;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>What logged models say about data of ML.NET.</summary>
public static class MLNetModelExtensions
{
    /// <summary>Says in what data does not fit what a logged model takes (see <see cref="ModelLogged.CheckInput"/>), before <c>Transform</c> does, or silently reads something else.</summary>
    /// <param name="model">The model, as <c>run.Models</c> of a summary has it.</param>
    /// <param name="schema">The data's schema.</param>
    /// <returns>A sentence each; empty where the data fits.</returns>
    public static IReadOnlyList<string> CheckInput(this ModelLogged model, DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(schema);
        return model.CheckInput(SchemaColumns.Of(schema));
    }
}
