using ModelTracking.Models;
using ModelTracking.Runtime;
using ModelTracking.Versioning;
using TorchSharp;

namespace ModelTracking;

/// <summary>Commits TorchSharp models.</summary>
public static class TorchCommitExtensions
{
    /// <summary>Takes up a module's weights as <c>NAME/state_dict.dat</c>, which <c>module.load</c> reads, with signature and number of parameters.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="name">The model's name in the commit, without slashes.</param>
    /// <param name="model">Any module, on any device.</param>
    public static CommitBuilder Model(this CommitBuilder commit, string name, torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(model);
        return commit.Model(name, ModelArtifact.WeightsFile, stream => Save(model, stream), new ModelPartOptions
        {
            Flavour = ModelArtifact.Flavour,
            Signature = ModelSignature.Of(null, model) is { Source: not "unknown" } signature ? signature.ToJson() : null,
            Parameters = model.parameters().Sum(p => p.numel()),
        });
    }

    private static void Save(torch.nn.Module model, Stream stream)
    {
        using var file = new TemporaryFile();
        model.save(file.Path);
        using var saved = File.OpenRead(file.Path);
        saved.CopyTo(stream);
    }
}
