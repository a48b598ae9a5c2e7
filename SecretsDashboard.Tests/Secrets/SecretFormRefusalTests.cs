using System.Text;
using Microsoft.AspNetCore.Http;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Bodies that no form of this server sends are answered 400, with a message that quotes nothing of them.</summary>
public sealed class SecretFormRefusalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"hush-hush\"")]
    [InlineData("{")]
    [InlineData("""{"value":"hush-hush""")]
    [InlineData("""{"value":"hush-hush"} x""")]
    [InlineData("""{"value":"hush-hush"}{}""")]
    [InlineData("""{"value":"hush-hush",}""")]
    [InlineData("""{/* hush-hush */}""")]
    [InlineData("""{'value':'hush-hush'}""")]
    [InlineData("key=A&value=hush-hush")]
    public void Read_NoObject_IsRefused(string json) => Refused(json);

    [Theory]
    [InlineData("""{"value":1}""")]
    [InlineData("""{"value":null}""")]
    [InlineData("""{"value":true}""")]
    [InlineData("""{"value":{"a":"hush-hush"}}""")]
    [InlineData("""{"value":["hush-hush"]}""")]
    [InlineData("""{"key":1}""")]
    [InlineData("""{"key":{}}""")]
    [InlineData("""{"description":false}""")]
    [InlineData("""{"same":"true"}""")]
    [InlineData("""{"same":null}""")]
    [InlineData("""{"remove:production":"true"}""")]
    [InlineData("""{"keep":{}}""")]
    [InlineData("""{"type":7}""")]
    public void Read_WrongKindOfField_IsRefused(string json) => Refused(json);

    [Theory]
    [InlineData("""{"type":"hush-hush"}""")]
    [InlineData("""{"type":"99"}""")]
    [InlineData("""{"type":"1"}""")]
    [InlineData("""{"type":"Token,Password"}""")]
    [InlineData("""{"revision":7}""")]
    [InlineData("""{"revision":"-1"}""")]
    [InlineData("""{"revision":"1.5"}""")]
    [InlineData("""{"revision":"hush-hush"}""")]
    [InlineData("""{"revision":"99999999999999999999"}""")]
    [InlineData("""{"hush-hush":"x"}""")]
    [InlineData("""{"Value":"hush-hush"}""")]
    [InlineData("""{"key:production":"x"}""")]
    [InlineData("""{"remove":true}""")]
    public void Read_UnknownFieldOrWord_IsRefused(string json) => Refused(json);

    [Theory]
    [InlineData("""{"value":"hush-hush","value":"other"}""")]
    [InlineData("""{"value":"","value":"other"}""")]
    [InlineData("""{"value:production":"hush-hush","value:production":"other"}""")]
    [InlineData("""{"value:production":"","value:production":"other"}""")]
    [InlineData("""{"key":"A","key":"B"}""")]
    [InlineData("""{"revision":"1","revision":""}""")]
    public void Read_FieldTwice_IsRefused(string json) => Refused(json);

    [Theory]
    [InlineData("""{"value":"\ud800"}""")]
    [InlineData("""{"value":"\udc00\ud800"}""")]
    [InlineData("""{"value:production":"hush\ud83dhush"}""")]
    [InlineData("""{"description":"\ud800"}""")]
    [InlineData("""{"key":"\ud800"}""")]
    [InlineData("""{"\ud800":"x"}""")]
    public void Read_LoneSurrogate_IsRefused(string json) => Refused(json);

    [Theory]
    [InlineData("value", new byte[] { 0xff })]
    [InlineData("value", new byte[] { 0xc0, 0x80 })]
    [InlineData("value", new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData("value", new byte[] { 0xf0, 0x9f, 0x94 })]
    [InlineData("value:production", new byte[] { 0x61, 0x80 })]
    [InlineData("description", new byte[] { 0xff })]
    [InlineData("key", new byte[] { 0xff })]
    public void Read_BytesThatAreNoUtf8_AreRefused(string field, byte[] bytes) =>
        Refused([.. Encoding.UTF8.GetBytes($$"""{"{{field}}":" """.TrimEnd()), .. bytes, .. "\"}"u8]);

    private static void Refused(string json) => Refused(Encoding.UTF8.GetBytes(json));

    private static void Refused(byte[] body)
    {
        var refused = Assert.Throws<BadHttpRequestException>(() => SecretFormReader.Read(body).Dispose());

        Assert.Equal(400, refused.StatusCode);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
    }
}
