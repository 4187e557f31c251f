namespace ModelTracking.Models;

/// <summary>One layer of a model's summary.</summary>
/// <param name="Name">Path within the model, for example <c>features.0</c>; empty for the model itself.</param>
/// <param name="Type">For example <c>Linear</c>.</param>
/// <param name="Shapes">Shapes of its own parameters, for example <c>weight (64, 32), bias (64)</c>.</param>
/// <param name="Output">Shape of its output; null where it is not known.</param>
/// <param name="Parameters">Number of values in its own parameters.</param>
/// <param name="Trainable">Those of them that have a gradient.</param>
/// <param name="Buffers">Number of values in its own buffers.</param>
internal sealed record Layer(string Name, string Type, string Shapes, string? Output, long Parameters, long Trainable, long Buffers);
