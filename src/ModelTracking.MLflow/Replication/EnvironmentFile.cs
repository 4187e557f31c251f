using System.Text.Json;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>On what a run ran, as an artifact.</summary>
internal static class EnvironmentFile
{
    public static byte[] Of(EnvironmentCaptured environment)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("host", environment.Host);
            json.WriteString("user", environment.User);
            json.WriteString("os", environment.Os);
            json.WriteString("architecture", environment.Architecture);
            json.WriteString("cpu", environment.Cpu);
            json.WriteNumber("cores", environment.Cores);
            json.WriteNumber("memory_bytes", environment.MemoryBytes);
            json.WriteStartArray("gpus");
            foreach (var gpu in environment.Gpus)
            {
                json.WriteStringValue(gpu.Name);
            }

            json.WriteEndArray();
            json.WriteString("gpu_driver", environment.GpuDriver);
            json.WriteString("cuda", environment.Cuda);
            json.WriteString("framework", environment.Framework);
            json.WriteString("rid", environment.Rid);
            json.WriteString("target_framework", environment.TargetFramework);
            json.WriteString("entry_assembly", environment.EntryAssembly);
            json.WriteString("entry_version", environment.EntryVersion);
            json.WriteString("command_line", environment.CommandLine);
            json.WriteString("working_folder", environment.WorkingFolder);
            json.WriteNumber("process_id", environment.ProcessId);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
