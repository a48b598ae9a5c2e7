using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Http;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The reader of bodies takes each flat object of texts as it was written, and refuses all else with the same sentence.</summary>
public sealed class FlatJsonTests
{
    private const string Refusal = "The sentence.";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Gen<Dictionary<string, string>> Fields = Gen.Select(Property.Text, Property.Text).Array[0, 8]
        .Select(fields => fields.DistinctBy(field => field.Item1).ToDictionary(field => field.Item1, field => field.Item2));

    // whole bodies, and bodies with some bytes changed, added or taken away
    private static readonly Gen<byte[]> Bodies = Gen.Select(Fields, Gen.Bool, Gen.Select(Gen.Int[0, 400], Gen.Int[0, 3], Gen.Byte).Array[0, 3]).Select((fields, indented, changes) =>
    {
        List<byte> body = [.. Written(fields, indented)];
        foreach (var (place, kind, other) in changes)
        {
            var at = place % body.Count;
            switch (kind)
            {
                case 0:
                    body[at] = other;
                    break;
                case 1:
                    body.Insert(at, "{}[]\":,\\ 0n"u8[other % 11]);
                    break;
                case 2 when body.Count > 1:
                    body.RemoveAt(at);
                    break;
                case 3:
                    body.Add(other);
                    break;
            }
        }
        return body.ToArray();
    });

    [Fact]
    public void Read_WhateverWasWritten_ComesBackInItsOrder()
    {
        Gen.Select(Fields, Gen.Bool).Holds((fields, indented) => Assert.Equal(fields, Taken(Written(fields, indented))));
    }

    [Fact]
    public void Read_BodyCutShort_IsRefused()
    {
        Gen.Select(Fields, Gen.Int[0, 1000]).Holds((fields, cut) =>
        {
            var body = Written(fields, indented: false);

            Assert.Equal(Refusal, Assert.Throws<BadHttpRequestException>(() => Taken(body[..(cut % body.Length)])).Message);
        });
    }

    [Fact]
    public void Read_AnyBody_IsTakenExactlyWhenItIsOneFlatObjectOfTexts()
    {
        var (taken, refused) = (0, 0);
        Bodies.Holds(body =>
        {
            if (Independent(body) is { } expected)
            {
                Assert.Equal(expected, Taken(body));
                taken++;
            }
            else
            {
                Assert.Equal(Refusal, Assert.Throws<BadHttpRequestException>(() => Taken(body)).Message);
                refused++;
            }
        }, cases: 1000);
        Assert.True(taken > 100 && refused > 100, $"{taken} were taken, {refused} refused");
    }

    [Theory]
    [InlineData("""{"a":"1","a":"2"}""")]
    [InlineData("""{"a":"1","\u0061":"2"}""")]
    [InlineData("""{"a":{}}""")]
    [InlineData("""{"a":["1"]}""")]
    [InlineData("""{"a":"1"}{}""")]
    [InlineData("""[]""")]
    [InlineData("\"text\"")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("")]
    public void Read_SomethingElse_IsRefusedWithoutAWordOfIt(string body)
    {
        Assert.Equal(Refusal, Assert.Throws<BadHttpRequestException>(() => Taken(Encoding.UTF8.GetBytes(body))).Message);
    }

    private static Dictionary<string, string> Taken(byte[] body)
    {
        Dictionary<string, string> fields = [];
        using var draft = new SecretDraft();
        var names = FlatJson.Read(body, draft, (ref Utf8JsonReader reader, string name, SecretDraft _) =>
        {
            FlatJson.Require(reader.TokenType == JsonTokenType.String);
            fields[name] = reader.GetString()!;
        }, Refusal);
        Assert.True(names.SetEquals(fields.Keys));
        return fields;
    }

    /// <summary>The same by way of a document; null: it is something else.</summary>
    private static Dictionary<string, string>? Independent(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var fields = json.RootElement.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()! : throw new FormatException())).ToList();
            return fields.DistinctBy(field => field.Key).Count() == fields.Count ? fields.ToDictionary() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Written(Dictionary<string, string> fields, bool indented) =>
        JsonSerializer.SerializeToUtf8Bytes(fields, indented ? Indented : JsonSerializerOptions.Default);
}
