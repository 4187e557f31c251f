using System.Globalization;
using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Digits;

/// <summary>What a model takes for what, as a table of text.</summary>
internal static class Confusion
{
    private const int Classes = 10;

    public static string Of(nn.Module<Tensor, Tensor> model, DigitsData data)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        model.eval();
        var pairs = (data.TestY * Classes) + model.forward(data.TestX).argmax(1);
        var counts = pairs.bincount(null, minlength: Classes * Classes).data<long>().ToArray();
        var text = new StringBuilder("    ").AppendJoin(' ', Enumerable.Range(0, Classes).Select(c => $"{c,3}")).AppendLine();
        for (var row = 0; row < Classes; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row,3} ").AppendJoin(' ', counts[(row * Classes)..((row + 1) * Classes)].Select(n => n == 0 ? "  ." : $"{n,3}")).AppendLine();
        }

        var right = Enumerable.Range(0, Classes).Sum(c => counts[(c * Classes) + c]);
        return text.Append(CultureInfo.InvariantCulture, $"right: {right} of {counts.Sum()} ({(double)right / counts.Sum():P1})").ToString();
    }
}
