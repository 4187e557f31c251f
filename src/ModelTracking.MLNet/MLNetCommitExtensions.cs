using Microsoft.ML;
using ModelTracking.MLNet.Models;
using ModelTracking.Versioning;

namespace ModelTracking;

/// <summary>Commits ML.NET models.</summary>
public static class MLNetCommitExtensions
{
    /// <summary>Takes up a model as <c>NAME/model.zip</c>, with its inputs and outputs as signature.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputSchema">Schema of the data it takes, as for <c>Model.Save</c>.</param>
    public static CommitBuilder Model(this CommitBuilder commit, string name, ITransformer model, DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputSchema);
        return commit.Model(name, "model.zip", stream => ModelFiles.Save(model, inputSchema, stream), new ModelPartOptions
        {
            Flavour = "mlnet",
            Signature = $"{Columns(inputSchema)} -> {Columns(model.GetOutputSchema(inputSchema))}",
        });
    }

    private static string Columns(DataViewSchema schema) => string.Join(", ", schema.Where(c => !c.IsHidden).Select(c => $"{c.Name}:{c.Type}"));
}
