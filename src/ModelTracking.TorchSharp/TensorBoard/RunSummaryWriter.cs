// TorchSharp's own names, so that a program changes one line: CA1707 (no underscores) and CA1822 (static) would forbid them.
#pragma warning disable CA1707, CA1822
using ModelTracking.Records;
using ModelTracking.Training;
using TorchSharp;
using HistogramBinSelector = TorchSharp.Utils.tensorboard.Enums.HistogramBinSelector;

namespace ModelTracking.TensorBoard;

/// <summary>
/// The methods of TorchSharp's <c>SummaryWriter</c>, logging to a run. Like all logging they return at once and never throw.
/// Thread-safe for scalars and text. Get one from <c>run.SummaryWriter()</c>.
/// </summary>
public sealed class RunSummaryWriter
{
    private readonly Run _run;
    private readonly TorchSession _session;

    internal RunSummaryWriter(Run run)
    {
        _run = run;
        _session = TorchSession.Of(run);
    }

    /// <summary>Logs a value.</summary>
    /// <param name="tag">The metric's key.</param>
    /// <param name="scalar_value">The value.</param>
    /// <param name="global_step">The step.</param>
    /// <param name="walltime">Seconds since 1970. Default: now.</param>
    public void add_scalar(string tag, float scalar_value, int global_step, long? walltime = null)
    {
        if (walltime is { } seconds)
        {
            _run.Metric(tag).Log([new MetricPoint(scalar_value, global_step, seconds * 1_000_000)]);
        }
        else
        {
            _run.LogMetric(tag, scalar_value, global_step);
        }
    }

    /// <summary>Logs several values of one metric, each in the context of its name.</summary>
    public void add_scalars(string main_tag, IDictionary<string, float> tag_scalar_dict, int global_step, long? walltime = null) =>
        add_scalars(main_tag, (tag_scalar_dict ?? new Dictionary<string, float>()).Select(t => (t.Key, t.Value)).ToList(), global_step, walltime);

    /// <summary>Logs several values of one metric, each in the context of its name.</summary>
    public void add_scalars(string main_tag, IList<(string, float)> tag_scalar_dict, int global_step, long? walltime = null)
    {
        foreach (var (context, value) in tag_scalar_dict ?? [])
        {
            if (walltime is { } seconds)
            {
                _run.Metric(main_tag, context).Log([new MetricPoint(value, global_step, seconds * 1_000_000)]);
            }
            else
            {
                _run.LogMetric(main_tag, value, global_step, context);
            }
        }
    }

    /// <summary>Stores how the values of a tensor are spread.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="values">The values; any shape, type and device.</param>
    /// <param name="global_step">The step.</param>
    /// <param name="bins">Taken for compatibility; the bins are even, as many as <paramref name="max_bins"/>.</param>
    /// <param name="walltime">Taken for compatibility; an artifact's time is now.</param>
    /// <param name="max_bins">Number of bins. Default: 64.</param>
    public void add_histogram(string tag, torch.Tensor values, int global_step, HistogramBinSelector bins = HistogramBinSelector.Tensorflow, long? walltime = null, long? max_bins = null) =>
        _session.Guard($"Storing the histogram '{tag}'", () => _run.LogChart(tag, TensorHistogram.Of(values, (int)Math.Clamp(max_bins ?? TensorHistogram.Bins, 1, 4096)), global_step, tag));

    /// <summary>Stores a picture as PNG.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="img_tensor">Floats in [0, 1] or bytes; 1, 3 or 4 channels. Several pictures (N) are laid side by side.</param>
    /// <param name="global_step">The step.</param>
    /// <param name="walltime">Taken for compatibility.</param>
    /// <param name="dataformats">Order of the dimensions: any of N, C, H, W. Default: <c>CHW</c>.</param>
    public void add_img(string tag, torch.Tensor img_tensor, int global_step, long? walltime = null, string dataformats = "CHW") =>
        _session.Guard($"Storing the picture '{tag}'", () => _run.LogImage(tag, TensorImage.Png(img_tensor, dataformats), global_step, tag));

    /// <summary>Stores a picture file: PNG or JPEG.</summary>
    public void add_img(string tag, string file_name, int global_step, long? walltime = null) =>
        _session.Guard($"Storing the picture '{tag}'", () => _run.LogImage(tag, File.ReadAllBytes(file_name), global_step, tag));

    /// <summary>Stores a video as an animated PNG, which every browser plays.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="vid_tensor">Shape (N, T, C, H, W); the N videos play side by side.</param>
    /// <param name="global_step">The step.</param>
    /// <param name="fps">Frames per second. Default: 4.</param>
    /// <param name="walltime">Taken for compatibility.</param>
    public void add_video(string tag, torch.Tensor vid_tensor, int global_step, int fps = 4, long? walltime = null) =>
        _session.Guard($"Storing the video '{tag}'", () => _run.LogImage(tag, TensorImage.AnimatedPng(vid_tensor, fps), global_step, tag));

    /// <summary>Stores a text, which viewers show as Markdown.</summary>
    public void add_text(string tag, string text_string, int global_step, long? walltime = null) =>
        _run.LogText(text_string, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"text/{tag}/step-{global_step:D10}.md"), new ArtifactOptions { Kind = "text", MediaType = "text/markdown", Step = global_step, Caption = tag });

    /// <summary>Does nothing: what is logged is on its way already. For code written for PyTorch's names.</summary>
    public void flush()
    {
    }

    /// <summary>Does nothing: the run is ended by its owner.</summary>
    public void close()
    {
    }
}
