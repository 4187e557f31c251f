using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ModelTracking.Capture.Programs;

/// <summary>
/// Runs a program within a time limit and without a window, a terminal or a shell. Reading happens on threads of its own:
/// training may have taken every thread of the pool.
/// </summary>
internal static class ExternalProgram
{
    private const int MaxError = 4096;

    public static ProgramResult Run(ProgramRequest request)
    {
        var start = new ProcessStartInfo(request.File)
        {
            WorkingDirectory = request.Folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in request.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in request.Variables)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            using var process = Process.Start(start)!;
            return Follow(process, request);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException or PlatformNotSupportedException)
        {
            return new ProgramResult(null, [], exception.Message);
        }
    }

    private static ProgramResult Follow(Process process, ProgramRequest request)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Math.Max(0, request.Timeout.TotalSeconds) * Stopwatch.Frequency);
        var output = new BoundedBytes(request.MaxOutput);
        var error = new BoundedBytes(MaxError) { ReadsOn = true };
        var readers = new[]
        {
            Read(process.StandardOutput.BaseStream, request.ReadOutput ?? output.ReadFrom, process),
            Read(process.StandardError.BaseStream, error.ReadFrom, process),
            Read(process.StandardInput.BaseStream, stream => Write(stream, request.Input), process),
        };
        var ended = process.WaitForExit(Left(until));
        ended = ended && readers[0].Join(Left(until)) && readers[1].Join(Left(until));
        if (!ended)
        {
            Kill(process);
        }

        var text = Encoding.UTF8.GetString(error.ToArray());
        return ended && !output.IsFull
            ? new ProgramResult(process.ExitCode, output.ToArray(), text)
            : new ProgramResult(null, output.ToArray(), text) { WasStopped = true };
    }

    private static int Left(long until) => (int)Math.Clamp((until - Stopwatch.GetTimestamp()) * 1000 / Stopwatch.Frequency, 0, int.MaxValue);

    private static Thread Read(Stream stream, Action<Stream> read, Process process)
    {
        var thread = new Thread(() =>
        {
            try
            {
                using (stream)
                {
                    read(stream);
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // The program is gone, or was stopped.
            }
        })
        { IsBackground = true, Name = $"modeltracking: {process.Id}" };
        thread.Start();
        return thread;
    }

    private static void Write(Stream stream, byte[]? input)
    {
        if (input is not null)
        {
            stream.Write(input);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or NotSupportedException or AggregateException)
        {
            // It ended in the meantime.
        }
    }
}
