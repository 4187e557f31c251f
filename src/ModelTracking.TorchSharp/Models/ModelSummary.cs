using TorchSharp;

namespace ModelTracking.Models;

/// <summary>A table of a model's layers: names, shapes, how many values, whether they are trained.</summary>
internal static class ModelSummary
{
    private static readonly string[] Columns = ["layer", "type", "shapes", "output", "parameters", "trainable", "buffers"];

    public static IReadOnlyList<Layer> Of(torch.nn.Module module, IReadOnlyDictionary<string, string>? outputs)
    {
        // A weight that two layers share is one weight.
        var seen = new HashSet<IntPtr>();
        return [.. module.named_modules()
            .Where(m => m.name.Length > 0)
            .Prepend((name: "", module))
            .Select(m => Of(m.name, m.module, outputs?.GetValueOrDefault(m.name), seen))];
    }

    public static void Log(Run run, string name, string type, IReadOnlyList<Layer> layers)
    {
        run.LogParam($"{name}", type);
        run.LogParam($"{name}.parameters", layers.Sum(l => l.Parameters));
        run.LogParam($"{name}.trainable", layers.Sum(l => l.Trainable));
        run.LogParam($"{name}.buffers", layers.Sum(l => l.Buffers));
        run.LogTable(
            $"{name}/summary.json",
            Columns,
            layers.Select(l => (IReadOnlyList<object?>)[l.Name, l.Type, l.Shapes, l.Output, l.Parameters, l.Trainable, l.Buffers]),
            new ArtifactOptions { Caption = $"{type}: {layers.Sum(l => l.Parameters):N0} parameters in {layers.Count(l => l.Parameters > 0)} layers" });
    }

    private static Layer Of(string name, torch.nn.Module module, string? output, HashSet<IntPtr> seen)
    {
        var own = module.named_parameters(recurse: false).Where(p => seen.Add(p.parameter.Handle)).ToArray();
        return new Layer(
            name,
            module.GetType().Name,
            string.Join(", ", own.Select(p => $"{p.name} ({string.Join(", ", p.parameter.shape)})")),
            output,
            own.Sum(p => p.parameter.numel()),
            own.Where(p => p.parameter.requires_grad).Sum(p => p.parameter.numel()),
            module.named_buffers(recurse: false).Sum(b => b.buffer.numel()));
    }
}
